"""The shared cases of `tests/cases`, read by Rust and by Python.

A file is named after what it is about (`restore-pinyin.toml`, `figures.toml`), and holds `[[case]]` tables:
`name`, `text`, `expect`, and, as the case needs, `why`, `source` and `status`. What `expect` holds depends on the
file:

- `restore…`: the reading text, but for what stands empty around it;
- `words`, `sentences`: the words or sentences, as a list;
- `outline`: the sections, each as a table of fields of the model;
- a kind of fact: the facts of this kind in text order, each as a table of fields of the model or as its text alone.

A case whose `status` is `known-failure` is one that is not reached yet. It has to fail: when it passes, it is time
to say so.
"""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from conftest import ROOT

import gongbao as gb

KINDS = ("figure", "mechanism", "citation", "organisation", "place", "person", "time")
FIELDS = {"name", "text", "expect", "why", "source", "status"}
FILES = sorted((ROOT / "tests" / "cases").glob("*.toml"))


def cases() -> list[Any]:
    found = []
    for path in FILES:
        table = tomllib.loads(path.read_text("utf-8"))
        for case in table["case"]:
            found.append(pytest.param(path.stem.split("-")[0], case, id=f"{path.stem}/{case['name']}"))
    return found


def said(about: str, case: dict[str, Any]) -> object:
    """What the library says of a case, in the form in which the case expects it."""
    text, expect = case["text"], case["expect"]
    if about == "restore":
        return gb.clean(text).strip()
    if about == "words":
        return [word.text for word in gb.analyze(text, words=True).words or ()]
    if about == "sentences":
        report = gb.analyze(text).to_dict()
        return [report["text"][start:end] for start, end in report["sentences"]]
    if about == "outline":
        sections = gb.analyze(text).to_dict()["sections"]
        if len(sections) != len(expect):
            return [section["title"] for section in sections]
        pairs = zip(sections, expect, strict=True)
        return [{key: section.get(key, "no such field") for key in wanted} for section, wanted in pairs]
    kind = next((kind for kind in KINDS if about in (kind, kind + "s")), None)
    assert kind, f"no kind of case is called {about}"
    facts = [fact for fact in gb.analyze(text).to_dict()["facts"] if fact["kind"] == kind]
    if len(facts) != len(expect):
        return [fact["text"] for fact in facts]
    return [
        fact["text"] if isinstance(wanted, str) else {key: fact.get(key, "no such field") for key in wanted}
        for fact, wanted in zip(facts, expect, strict=True)
    ]


@pytest.mark.parametrize(("about", "case"), cases())
def test_case(about: str, case: dict[str, Any]) -> None:
    assert set(case) <= FIELDS, f"fields that no case has: {set(case) - FIELDS}"
    if about == "restore":
        case = case | {"expect": case["expect"].strip()}
    status = case.get("status", "pass")
    assert status in ("pass", "known-failure")
    if status == "pass":
        assert said(about, case) == case["expect"], case.get("why", "")
    else:
        assert said(about, case) != case["expect"], "a known failure passes: make it `pass`"
