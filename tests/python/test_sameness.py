"""The law of sameness: a hundred reports, through every door, are equal tables.

Spark, Daft and Ray hold to it in test_engines.py.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import hundred_reports

import gongbao as gb

pyarrow = pytest.importorskip("pyarrow")
NAMES, TEXTS = hundred_reports()


@pytest.fixture(scope="module")
def table() -> Any:
    """One by one, in Python."""
    parts = [pyarrow.table(gb.analyze(text, name=name)) for name, text in zip(NAMES, TEXTS, strict=True)]
    whole = pyarrow.concat_tables(parts)
    assert whole.num_rows > 1000
    return whole


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports as a file."""
    path = tmp_path_factory.mktemp("hundred") / "reports.jsonl"
    rows = [json.dumps({"n": name, "t": text}) for name, text in zip(NAMES, TEXTS, strict=True)]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("threads", [1, 2])
def test_on_threads(table: Any, threads: int) -> None:
    assert pyarrow.table(gb.read(TEXTS, name=NAMES, threads=threads).facts()).equals(table, check_metadata=True)


@pytest.mark.parametrize("threads", ["1", "2"])
def test_from_the_command_line(table: Any, threads: str, lines: Path, cli: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "facts.parquet"
    options = ["--column", "t", "--name", "n", "--threads", threads, "--quiet"]
    done = subprocess.run([cli, "batch", lines, "-o", out, *options], check=True, capture_output=True, text=True)
    assert "100 reports read, 0 failed" in done.stdout
    assert parquet.read_table(out).equals(table)


def test_one_by_one_from_the_command_line(cli: Path, tmp_path: Path) -> None:
    paths = []
    for number, text in enumerate(TEXTS):
        paths.append(tmp_path / f"{number:03}.txt")
        paths[-1].write_bytes(text.encode("utf-8"))
    for path in paths:
        said = subprocess.run([cli, "analyze", "--json", path], check=True, capture_output=True).stdout
        assert said.decode("utf-8") == gb.analyze(path).to_json() + "\n"


def test_through_pandas(table: Any) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"n": NAMES, "t": TEXTS})
    said = gb.read(frame, column="t", name="n").facts().to_pandas()
    pandas.testing.assert_frame_equal(said, table.to_pandas())
    series = gb.read(frame["t"]).figures()
    assert len(series.to_pandas()) == table["kind"].to_pylist().count("figure")


def test_through_polars(table: Any) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"n": NAMES, "t": TEXTS})
    assert gb.read(frame, column="t", name="n").facts().to_polars().equals(polars.DataFrame(table))


def test_through_duckdb(table: Any) -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    reports = pyarrow.table({"n": NAMES, "t": TEXTS})
    gb.read(reports, column="t", name="n").facts().to_duckdb(connection, "facts")
    back = connection.sql("select * from facts").to_arrow_table()
    assert back.cast(table.schema).equals(table)
