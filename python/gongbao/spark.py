"""Apache Spark: the facts of a column of reports, on as many machines as Spark has.

The extra `spark` brings PySpark (4.0 or newer; with 3.5 it works where its own pandas and pyarrow fit). A report is read
where its row is, a partition a thread, so that Spark decides how much runs at once. A task that is lost is run again
by Spark and says the same again: facts are a function of the row, and nothing is kept besides.
"""

from __future__ import annotations

from gongbao._errors import MissingExtraError
from gongbao._gongbao import Analyzer, CorpusTable
from gongbao._read import read

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow
    from pyspark.sql import DataFrame

    from gongbao._gongbao import ArrowTable, Corpus
    from gongbao._types import FactKind

    Ask = Callable[[Corpus], "CorpusTable | ArrowTable"]

__all__ = ["errors", "facts"]


def facts(
    df: DataFrame,
    column: str = "text",
    *,
    name: str | None = None,
    kind: FactKind | None = None,
    analyzer: Analyzer | None = None,
) -> DataFrame:
    """The facts of the reports in a column of text (or of bytes), a row each: the long table of `Corpus.facts`.

    `name` is the column that says what a report is called; it becomes `doc`. Without it `doc` is null, since Spark
    has no order of rows that could number them. A row that cannot be read has no facts; `errors` says which and why.
    """
    analyzer = analyzer or Analyzer()

    def ask(corpus: Corpus) -> CorpusTable:
        return corpus.facts(kind=kind)

    return _map(df, column, name, analyzer, ask)


def errors(
    df: DataFrame, column: str = "text", *, name: str | None = None, analyzer: Analyzer | None = None
) -> DataFrame:
    """The rows that cannot be read, and why: `doc` and `reason`.

    This reads the reports; ask for it where facts are missing, or cache what both are made of.
    """

    def ask(corpus: Corpus) -> ArrowTable:
        return corpus.errors()

    return _map(df, column, name, analyzer or Analyzer(), ask)


def _map(df: DataFrame, column: str, name: str | None, analyzer: Analyzer, ask: Ask) -> DataFrame:
    try:
        import pyarrow
        from pyspark.sql.pandas.types import from_arrow_schema
    except ImportError as error:
        raise MissingExtraError(f"gongbao.spark needs {error.name}: pip install 'gongbao[spark]'") from error
    columns = [column] if name is None else [column, name]
    for wanted in columns:
        if wanted not in df.columns:
            raise ValueError(f"there is no column {wanted!r}; the columns are {', '.join(df.columns)}")
    # The schema is that of no reports.
    schema = from_arrow_schema(pyarrow.schema(ask(read([], analyzer=analyzer))))

    def rows(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in batches:
            corpus = read(batch, column=column, name=name, analyzer=analyzer, threads=1)
            for said in pyarrow.RecordBatchReader.from_stream(ask(corpus)):
                if name is None and said.num_rows:
                    # The number of a row in its batch is the name of no report.
                    nothing = pyarrow.nulls(said.num_rows, pyarrow.string())
                    said = said.set_column(0, said.schema.field(0).with_nullable(True), nothing)
                if said.num_rows:
                    yield said.replace_schema_metadata(None)

    return df.select(*columns).mapInArrow(rows, schema)
