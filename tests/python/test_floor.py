"""The quality floor: what was reached once is not lost again, and the floor itself is not lowered."""

from __future__ import annotations

import copy
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
scoring = importlib.import_module("scoring")

FLOOR: dict[str, Any] = json.loads(scoring.FLOOR.read_text("utf-8"))


@pytest.fixture(scope="module")
def scores(cli: Path) -> Any:
    return scoring.quick_scores(cli)


@pytest.mark.parametrize("name", sorted(FLOOR))
def test_nothing_lies_below_the_floor(scores: dict[str, Any], name: str) -> None:
    if name not in scores:
        pytest.skip(f"the reports of {name} are not beside the repository")
    assert not scoring.below({name: FLOOR[name]}, scores)


def test_a_lower_score_and_other_gold_are_noticed() -> None:
    now = copy.deepcopy(FLOOR)
    now["corpus"]["scores"]["figure.f1"] -= 0.001
    assert "figure.f1" in scoring.below(FLOOR, now)[0]
    now["corpus"]["gold"] = "0000"
    assert "gold has changed" in scoring.below(FLOOR, now)[0]


def test_the_floor_is_only_raised() -> None:
    now = copy.deepcopy(FLOOR)
    now["corpus"]["scores"]["figure.f1"] = 0.0
    now["corpus"]["scores"]["text"] = 2.0
    new = scoring.raised(FLOOR, now)
    assert new["corpus"]["scores"]["figure.f1"] == FLOOR["corpus"]["scores"]["figure.f1"]
    assert new["corpus"]["scores"]["text"] == 2.0
    now["corpus"]["gold"] = "0000"
    with pytest.raises(SystemExit):
        scoring.raised(FLOOR, now)
    assert scoring.raised(FLOOR, now, ["corpus"])["corpus"] == now["corpus"]


def test_scoring_says_right_of_gold_itself() -> None:
    """A reader that answers with the gold scores 1 in everything: the scorer does not stand in its own way."""
    rows = scoring.rows_of(scoring.CORPUS / "gold", "100", "figure")

    def first(answers: Any) -> Any:
        return answers[0] if isinstance(answers, list) else answers

    facts = [{**{key: first(value) for key, value in row.items()}, "source": [row["start"], row["end"]]} for row in rows]
    pairs, missed, extra = scoring.together(rows, facts)
    assert not missed and not extra
    for row, fact in pairs:
        right, fields = scoring.fields_right("figure", row, fact)
        assert right and all(fields.values()), row["text"]
