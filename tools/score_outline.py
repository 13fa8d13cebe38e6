#!/usr/bin/env python3
"""Score outlines against the hand-made gold (outline.json).

    score_outline.py --gold ../shared/gold --run 'target/release/gongbao analyze --json' [--errors N] [--floor 0.95]

`--run` is a command that takes one file and prints one JSON object with `sections`.

headings   F1 of the sections that have a heading: start, level, number and title all right
starts     F1 of the same by their start alone
sections   F1 of all sections, also those without a heading, by start and level
roles      of the gold sections whose start was found: the role is right
text       of the characters of the clean text: the role of the innermost section is right
"""
import argparse, json, os, shlex, subprocess, sys


def flat(sections, out):
    for section in sections:
        out.append({"start": section["start"], "end": section["end"], "level": section["level"], "number": section["number"],
                    "title": section["heading"], "role": section["role"]})
        flat(section["children"], out)
    return out


def run(command, path):
    done = subprocess.run(shlex.split(command) + [path], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"score_outline: {command} {path}: exit {done.returncode}: {done.stderr[-400:]}")
    report = json.loads(done.stdout.strip().splitlines()[-1])
    return [{"start": s["source"][0], "end": s["source"][1], "level": s["level"], "number": s["number"], "title": s["title"],
             "role": s["role"]} for s in report["sections"]]


def f1(hit, gold, seen):
    return round(2 * hit / (gold + seen), 4) if gold + seen else 1.0


def roles(sections, length):
    """The role of the innermost section at every character: later sections lie inside or behind earlier ones."""
    at = [None] * length
    for section in sections:
        end = min(section["end"], length)
        at[section["start"]:end] = [section["role"]] * (end - section["start"])
    return at


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--gold", required=True)
    p.add_argument("--run", required=True)
    p.add_argument("--errors", type=int, default=0)
    p.add_argument("--floor", type=float, help="exit 1 if headings or roles stay below")
    a = p.parse_args()
    total = {k: [0, 0, 0] for k in ("headings", "starts", "sections")}
    role, text, shown = [0, 0], [0, 0], 0
    for doc in json.load(open(os.path.join(a.gold, "outline.json"), encoding="utf-8")):
        path = os.path.join(a.gold, "clean", doc["doc"] + ".txt")
        length = len(open(path, encoding="utf-8").read().rstrip())
        gold = [s for s in flat(doc["sections"], []) if s["start"] < length]
        seen = run(a.run, path)
        keys = {
            "headings": lambda s: (s["start"], s["level"], s["number"], s["title"]) if s["title"] or s["number"] else None,
            "starts": lambda s: s["start"] if s["title"] or s["number"] else None,
            "sections": lambda s: (s["start"], s["level"]),
        }
        for name, key in keys.items():
            g, s = ({k for k in map(key, x) if k is not None} for x in (gold, seen))
            for i, n in enumerate((len(g & s), len(g), len(s))):
                total[name][i] += n
            if name == "headings":
                wrong = [("missed", x) for x in sorted(g - s)] + [("extra", x) for x in sorted(s - g)]
        found = {s["start"]: s["role"] for s in seen}
        for section in gold:
            if section["start"] in found:
                role[1] += 1
                if found[section["start"]] == section["role"]:
                    role[0] += 1
                else:
                    wrong.append(("role", (section["start"], section["title"], section["role"], found[section["start"]])))
            elif not section["title"]:
                wrong.append(("missed section", (section["start"], section["level"], section["role"])))
        for what, x in wrong:
            if shown < a.errors:
                shown += 1
                print(f"  {doc['doc']} {what}: {x}")
        g, s = roles(gold, length), roles(seen, length)
        told = [i for i in range(length) if g[i]]
        text[0] += sum(g[i] == s[i] for i in told)
        text[1] += len(told)
    out = {name: f1(*counts) for name, counts in total.items()}
    out["roles"] = round(role[0] / role[1], 4) if role[1] else 0.0
    out["text"] = round(text[0] / text[1], 4) if text[1] else 0.0
    for name, counts in total.items():
        print(f"{name:9} right {counts[0]:3}  gold {counts[1]:3}  seen {counts[2]:3}  F1 {out[name]:.3f}")
    print(f"roles     {role[0]}/{role[1]}   text {out['text']:.3f}")
    print(json.dumps(out))
    if a.floor is not None and min(out["headings"], out["roles"]) < a.floor:
        sys.exit(1)


if __name__ == "__main__":
    main()
