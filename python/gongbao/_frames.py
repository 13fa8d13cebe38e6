"""Tables as data frames of other packages, which are imported when they are asked for."""

from __future__ import annotations

from gongbao._errors import MissingExtraError

TYPE_CHECKING = False

if TYPE_CHECKING:
    import pandas
    import polars

    from gongbao._gongbao import ArrowTable


def to_pandas(table: ArrowTable) -> pandas.DataFrame:
    """The table as a data frame of pandas."""
    try:
        import pandas  # noqa: F401
        import pyarrow
    except ImportError as error:
        raise MissingExtraError(f"to_pandas needs {error.name}: pip install 'gongbao[pandas]'") from error
    return pyarrow.table(table).to_pandas()


def to_polars(table: ArrowTable) -> polars.DataFrame:
    """The table as a data frame of polars."""
    try:
        import polars
    except ImportError as error:
        raise MissingExtraError(f"to_polars needs {error.name}: pip install 'gongbao[polars]'") from error
    return polars.DataFrame(table)
