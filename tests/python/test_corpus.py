"""The corpus is what `corpus/make.py` makes, and every row of its gold stands where it says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
GOLD = sorted((CORPUS / "gold").glob("*.jsonl"))


def test_pages_and_gold_are_as_made() -> None:
    done = subprocess.run([sys.executable, CORPUS / "make.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_rows_stand_where_they_say(path: Path) -> None:
    text = (CORPUS / "gold" / "clean" / f"{path.name[:3]}.txt").read_text("utf-8")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert rows or "citations" in path.name, "only a report that cites nothing may have no row"
    for row in rows:
        assert row["doc"] == path.name[:3]
        assert text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize("path", [p for p in GOLD if "mechanisms" not in p.name], ids=lambda path: path.stem)
def test_rows_come_in_order_and_apart(path: Path) -> None:
    ends = 0
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        assert row["start"] >= ends
        ends = row["end"]


def test_every_report_has_figures_and_is_of_a_length() -> None:
    for path in sorted((CORPUS / "gold" / "clean").glob("*.txt")):
        assert 900 <= len(path.read_text("utf-8")) <= 3000, path.name
        assert (CORPUS / "gold" / f"{path.stem}.figures.jsonl").exists()
