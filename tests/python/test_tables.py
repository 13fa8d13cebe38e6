"""The facts of a report as tables: the same through Arrow, pandas, polars and DuckDB as in the model."""

from __future__ import annotations

import builtins
from typing import Any

import pytest
from conftest import CORPUS

import gongbao as gb

#: Columns that are a field of the model under the same name, in facts of every kind.
SAME = ("kind", "text", "section", "sentence", "rule", "certainty", "value", "unit", "subject", "pattern", "title")


def rows_of_the_model(report: gb.Report) -> list[dict[str, Any]]:
    rows = []
    for fact in report.to_dict()["facts"]:
        row = {name: fact.get(name) for name in SAME}
        row["start"], row["end"] = fact["span"]
        row["source_start"], row["source_end"] = fact["source"]
        row["doc"] = report.name
        rows.append(row)
    return rows


@pytest.fixture(scope="module", params=CORPUS, ids=lambda path: path.name)
def report(request: pytest.FixtureRequest) -> gb.Report:
    return gb.analyze(request.param)


def test_pyarrow_reads_the_table(report: gb.Report) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    expected = rows_of_the_model(report)
    for source in (report, report.to_arrow()):
        table = pyarrow.table(source)
        assert table.schema.metadata[b"gongbao.fingerprint"].decode() == report.fingerprint
        assert table.select(list(expected[0])).to_pylist() == expected
    [nested] = pyarrow.table(report.to_arrow(nested=True)).to_pylist()
    assert nested["text"] == report.text
    assert len(nested["facts"]) == len(expected)


def test_polars_reads_the_table(report: gb.Report) -> None:
    pytest.importorskip("polars")
    expected = rows_of_the_model(report)
    assert report.to_polars().select(list(expected[0])).to_dicts() == expected


def test_pandas_reads_the_table(report: gb.Report) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    expected = rows_of_the_model(report)
    frame = report.to_pandas()
    assert len(frame) == len(expected)
    for name in ("kind", "text", "value", "subject", "start", "end"):
        said = [None if pandas.isna(value) else value for value in frame[name]]
        assert said == [row[name] for row in expected]


def test_duckdb_reads_the_table(report: gb.Report) -> None:
    duckdb = pytest.importorskip("duckdb")
    pyarrow = pytest.importorskip("pyarrow")
    facts = pyarrow.table(report)
    counted = duckdb.sql("select kind, count(*) from facts group by kind order by kind").fetchall()
    kinds = sorted({fact.kind for fact in report.facts})
    assert counted == [(kind, sum(fact.kind == kind for fact in report.facts)) for kind in kinds]
    assert facts.num_rows == len(report.to_arrow())


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_missing_package_names_its_extra(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return imported(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(gb.MissingExtraError, match=rf"needs {package}: pip install 'gongbao\[{package}\]'"):
        getattr(gb.analyze("全县关工组织发展到297个。"), f"to_{package}")()
