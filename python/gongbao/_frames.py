"""Tables as data frames of other packages, which are imported when they are asked for."""

from __future__ import annotations

from gongbao._errors import MissingExtraError

TYPE_CHECKING = False

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars

    from gongbao._gongbao import ArrowTable, CorpusTable


def to_pandas(table: ArrowTable | CorpusTable) -> pandas.DataFrame:
    """The table as a data frame of pandas."""
    try:
        import pandas  # noqa: F401
        import pyarrow
    except ImportError as error:
        raise MissingExtraError(f"to_pandas needs {error.name}: pip install 'gongbao[pandas]'") from error
    return pyarrow.table(table).to_pandas()


def to_polars(table: ArrowTable | CorpusTable) -> polars.DataFrame:
    """The table as a data frame of polars."""
    try:
        import polars
    except ImportError as error:
        raise MissingExtraError(f"to_polars needs {error.name}: pip install 'gongbao[polars]'") from error
    return polars.DataFrame(table)


def to_duckdb(table: ArrowTable | CorpusTable, connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """The table as a table of DuckDB."""
    try:
        import duckdb  # noqa: F401
        import pyarrow
    except ImportError as error:
        raise MissingExtraError(f"to_duckdb needs {error.name}: pip install 'gongbao[duckdb]'") from error
    reader = pyarrow.RecordBatchReader.from_stream(table)
    view = "gongbao_" + hex(id(reader))[2:]
    connection.register(view, reader)
    try:
        quoted = '"' + name.replace('"', '""') + '"'
        connection.execute(f"create table {quoted} as select * from {view}")
    finally:
        connection.unregister(view)
