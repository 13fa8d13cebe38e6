"""The recipes for engines, each where its engine is: the same facts as one by one.

`make test-engines` installs the engines; elsewhere these tests skip.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import hundred_reports

import gongbao as gb

pytestmark = pytest.mark.engines


NAMES, TEXTS = hundred_reports()


@pytest.fixture(scope="module")
def expected() -> Counter[Any]:
    pyarrow = pytest.importorskip("pyarrow")
    return said(
        row
        for name, text in zip(NAMES, TEXTS, strict=True)
        for row in pyarrow.table(gb.analyze(text, name=name)).to_pylist()
    )


def said(rows: Any) -> Counter[Any]:
    """Rows without an order, as often as they come."""
    return Counter(tuple(sorted((key, str(value)) for key, value in row.items())) for row in rows)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A cluster on this machine whose workers are processes of their own: two of one core and 1,024 MB each."""
    sql = pytest.importorskip("pyspark.sql")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        sql.SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("gongbao")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "512m")
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "4")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")
def test_spark_says_the_same(spark: Any, expected: Counter[Any]) -> None:
    import gongbao.spark

    frame = spark.createDataFrame(list(zip(NAMES, TEXTS, strict=True)), "n string, t string").repartition(8)
    facts = gongbao.spark.facts(frame, "t", name="n")
    assert said(facts.toArrow().to_pylist()) == expected
    figures = gongbao.spark.facts(frame, "t", name="n", kind="figure")
    assert figures.count() == sum(dict(row)["kind"] == "figure" for row in expected.elements())
    assert gongbao.spark.facts(frame, "t").select("doc").distinct().collect() == [(None,)]
    broken = spark.createDataFrame([("a", b"\x89PNG\r\n\x1a\n\0"), ("b", TEXTS[0].encode())], "n string, t binary")
    assert [tuple(row) for row in gongbao.spark.errors(broken, "t", name="n").collect()] == [
        ("a", "the input is no text: it looks like a PNG picture")
    ]
    with pytest.raises(ValueError, match="no column 'text'; the columns are n, t"):
        gongbao.spark.facts(frame)


def executors() -> dict[int, str]:
    """The workers of the cluster, by their command lines."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().decode("utf-8", "replace")
            except OSError:
                continue
            if "CoarseGrainedExecutorBackend" in command and "127.0.0.1" in command:
                found[int(entry.name)] = command
    return found


def descends(pid: int) -> bool:
    """Whether a process is one of this test's own."""
    while pid > 1:
        if pid == os.getpid():
            return True
        try:
            pid = int((Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="workers are found in /proc")
@pytest.mark.filterwarnings("ignore")
def test_a_worker_may_die_in_the_middle(spark: Any, expected: Counter[Any], tmp_path: Path) -> None:
    from pyspark import InheritableThread

    import gongbao.spark

    # Slow enough to be in the middle: a worker says that it has begun, and waits a little in every batch.
    begun = tmp_path / "begun"

    def slowly(batches: Any) -> Any:
        import pathlib
        import time

        for batch in batches:
            with pathlib.Path(begun).open("a") as file:
                file.write("x")
            time.sleep(0.2)
            yield batch

    frame = spark.createDataFrame(list(zip(NAMES, TEXTS, strict=True)), "n string, t string").repartition(10)
    slow = frame.mapInArrow(slowly, frame.schema)
    facts = gongbao.spark.facts(slow, "t", name="n")
    result: dict[str, Any] = {}
    run = InheritableThread(target=lambda: result.update(rows=facts.toArrow().to_pylist()))
    run.start()
    for _ in range(600):
        if begun.exists() and begun.stat().st_size >= 6:
            break
        time.sleep(0.1)
    before = begun.stat().st_size
    workers = [pid for pid in executors() if descends(pid)]
    assert len(workers) >= 2, "two workers are processes of their own"
    os.kill(workers[0], signal.SIGKILL)
    assert run.is_alive(), "the worker was killed in the middle"
    run.join(240)
    assert not run.is_alive()
    assert begun.stat().st_size > before, "work went on"
    assert said(result["rows"]) == expected, "none lost, none twice"


def test_duckdb_says_the_same(expected: Counter[Any]) -> None:
    duckdb = pytest.importorskip("duckdb")
    pyarrow = pytest.importorskip("pyarrow")
    reports = pyarrow.table({"n": NAMES, "t": TEXTS})
    # A connection that is read from cannot be written to at the same time.
    connection = duckdb.connect()
    source = duckdb.connect().from_arrow(reports).order("n").to_arrow_reader(16)
    gb.read(source, column="t", name="n").facts().to_duckdb(connection, "facts")
    assert said(connection.sql("select * from facts").to_arrow_table().to_pylist()) == expected


def test_polars_says_the_same(expected: Counter[Any]) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"n": NAMES, "t": TEXTS})
    assert said(gb.read(frame, column="t", name="n").facts().to_polars().to_dicts()) == expected
    lazily = frame.lazy().map_batches(
        lambda part: gb.read(part, column="t", name="n").facts().to_polars(),
        schema=gb.read([]).facts().to_polars().schema,
    )
    counted = lazily.group_by("kind").len().collect()
    assert sum(counted["len"]) == sum(expected.values())


@pytest.mark.filterwarnings("ignore")
def test_daft_says_the_same(expected: Counter[Any]) -> None:
    daft = pytest.importorskip("daft")
    pyarrow = pytest.importorskip("pyarrow")
    frame = daft.from_pydict({"n": NAMES, "t": TEXTS}).into_partitions(4)
    parts = (part.to_arrow() for part in frame.iter_partitions())
    rows: list[Any] = []
    for part in parts:
        rows += pyarrow.table(gb.read(part, column="t", name="n").facts()).to_pylist()
    assert said(rows) == expected


@pytest.mark.filterwarnings("ignore")
def test_ray_says_the_same(expected: Counter[Any]) -> None:
    ray = pytest.importorskip("ray")
    data = pytest.importorskip("ray.data")
    pyarrow = pytest.importorskip("pyarrow")

    def facts(batch: Any) -> Any:
        import pyarrow

        import gongbao as gb

        return pyarrow.table(gb.read(batch, column="t", name="n", threads=1).facts())

    ray.init(num_cpus=2, include_dashboard=False, logging_level="error", _node_ip_address="127.0.0.1")
    try:
        reports = data.from_arrow(pyarrow.table({"n": NAMES, "t": TEXTS})).repartition(4)
        rows = reports.map_batches(facts, batch_format="pyarrow", batch_size=16).take_all()
    finally:
        ray.shutdown()
    assert said(rows) == expected
