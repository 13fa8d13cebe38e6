"""Compares outlines with the outline that people wrote down (outline.json beside the gold).

headings   F1 of the sections that have a heading: start, level, number and title all right
starts     F1 of the same by their start alone
sections   F1 of all sections, also those without a heading, by start and level
roles      of the gold sections whose start was found: the role is right
text       of the characters of the clean text: the role of the innermost section is right
"""

import json
from pathlib import Path

KEYS = {
    "headings": lambda s: (s["start"], s["level"], s["number"], s["title"]) if s["title"] or s["number"] else None,
    "starts": lambda s: s["start"] if s["title"] or s["number"] else None,
    "sections": lambda s: (s["start"], s["level"]),
}


def flat(sections):
    """The sections of a gold outline, the outer before the inner."""
    for section in sections:
        yield {**section, "title": section["heading"]}
        yield from flat(section["children"])


def seen(report):
    return [{**section, "start": section["source"][0], "end": section["source"][1]} for section in report["sections"]]


def roles(sections, length):
    """The role of the innermost section at every character: later sections lie inside or behind earlier ones."""
    at = [None] * length
    for section in sections:
        end = min(section["end"], length)
        at[section["start"] : end] = [section["role"]] * (end - section["start"])
    return at


def score(gold, reports):
    """Shares by what was asked, as pairs of right and asked (F1 as twice the right and the sum of both sides), and what is
    wrong. `reports` are the reports of the clean texts by the names of their documents."""
    counts = {name: [0, 0] for name in (*KEYS, "roles", "text")}
    wrong = []
    for doc in json.loads((Path(gold) / "outline.json").read_text("utf-8")):
        name = doc["doc"]
        length = len((Path(gold) / "clean" / f"{name}.txt").read_text("utf-8").rstrip())
        want = [section for section in flat(doc["sections"]) if section["start"] < length]
        got = seen(reports[name]) if reports.get(name) else []
        for what, key in KEYS.items():
            one, two = ({found for found in map(key, sections) if found is not None} for sections in (want, got))
            counts[what][0] += 2 * len(one & two)
            counts[what][1] += len(one) + len(two)
            if what == "headings":
                wrong += [(name, "missed", found) for found in sorted(one - two, key=repr)]
                wrong += [(name, "extra", found) for found in sorted(two - one, key=repr)]
        by_start = {section["start"]: section["role"] for section in got}
        for section in want:
            role = by_start.get(section["start"])
            if role is None:
                continue
            counts["roles"][0] += role == section["role"]
            counts["roles"][1] += 1
            if role != section["role"]:
                wrong.append((name, "role", (section["start"], section["title"], section["role"], role)))
        told = [(one, two) for one, two in zip(roles(want, length), roles(got, length)) if one]
        counts["text"][0] += sum(one == two for one, two in told)
        counts["text"][1] += len(told)
    return counts, wrong
