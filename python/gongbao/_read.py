"""Where the documents of a corpus are: files, folders and patterns, texts and bytes, columns of tables."""

from __future__ import annotations

import os

from gongbao._gongbao import Analyzer, corpus

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from gongbao._gongbao import Corpus
    from gongbao._types import ArrowArray, ArrowStream, Input

_DEFAULT = Analyzer()


def read(
    source: str | os.PathLike[str] | Iterable[Input | None] | ArrowStream | ArrowArray,
    *,
    column: str | None = None,
    name: str | Iterable[Any] | None = None,
    analyzer: Analyzer | None = None,
    threads: int | None = None,
    progress: bool | Callable[[int], object] | None = None,
) -> Corpus:
    """Read many reports: nothing is read before the corpus is asked for something.

    `source` is one of

    - a path, a folder or a pattern: `"reports"`, `"reports/**/*.docx"`, `pathlib.Path("all.jsonl")`. A folder is its
      .txt, .html, .htm, .md, .docx and .pdf files, also in folders below; JSON lines and Parquet, which hold a report
      a row, are read where they are named (their text is in `column`, "text" unless given).
    - several of them, as `pathlib.Path`;
    - texts (`str`) or bytes, in a list or any other iterable. One that can be gone through but once gives one table.
    - a column: a Series of polars or pandas, an array of Arrow, or a table with `column`. Whatever hands over Arrow by
      the PyCapsule protocol is taken as it is, batch after batch.

    `name` says what the reports are called: for a table the column of names, for a list the names themselves. Without
    it files are called by their paths, rows by their number. `progress` is a line on a terminal, as tqdm has it: off
    where there is none, and `True` or `False` decide; a function is called with the number of reports that were read,
    so that `progress=bar.update` moves a bar of your own.

    >>> import gongbao as gb
    >>> corpus = gb.read(["全县关工组织发展到297个。", "“五老”622人。"], name=["a", "b"], threads=2)
    >>> corpus.figures().to_polars().select("doc", "value").rows()
    [('a', '297'), ('b', '622')]

    Raises `FileNotFoundError` if a pattern fits no file. A document that cannot be read is a row of `errors()`.
    """
    kind, value, names = _kind(source, name)
    by_column = name if isinstance(name, str) else None
    if kind == "items" and (column is not None or by_column is not None):
        raise ValueError("column and a name by column are for tables; a list of texts has neither")
    return corpus(
        kind, value, names, column or "text", by_column, analyzer or _DEFAULT, threads, progress
    )


def _kind(source: Any, name: object) -> tuple[str, Any, Any]:
    """What a source is: files, a table, or documents one after the other."""
    if isinstance(source, str):
        return "paths", _matched(source), None
    if isinstance(source, os.PathLike):
        return "paths", [os.fspath(source)], None
    if isinstance(source, (bytes, bytearray, memoryview)):
        raise TypeError("one document is read by gongbao.analyze; a corpus takes a list of them")
    if hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__"):
        if not (name is None or isinstance(name, str)):
            raise ValueError("the names of the rows of a table are a column of it: name says which")
        return "arrow", source, None
    if hasattr(source, "columns") and hasattr(source, "__getitem__"):
        raise TypeError(
            f"this {type(source).__name__} hands over no Arrow: give one of its columns, or a newer version of it"
        )
    names = None if name is None or isinstance(name, str) else name
    if isinstance(source, (list, tuple)):
        _check(source)
        if names is None and source and all(isinstance(item, os.PathLike) for item in source):
            return "paths", [os.fspath(item) for item in source], None
    return "items", source, names


def _matched(pattern: str) -> list[str]:
    """The files of a pattern, in the order of their names; a path that is there is no pattern."""
    if os.path.exists(pattern):
        return [pattern]
    if any(sign in pattern for sign in "*?["):
        import glob

        found = sorted(path for path in glob.glob(pattern, recursive=True) if os.path.isfile(path))
        if found:
            return found
        raise FileNotFoundError(f"no file fits the pattern {pattern!r}")
    if len(pattern) > 255 or "\n" in pattern:
        raise ValueError("gongbao.read takes a path or a pattern as a str; give texts as a list: read([text])")
    raise FileNotFoundError(f"there is no file and no folder {pattern!r}; give texts as a list: read([text])")


def _check(items: Sequence[object]) -> None:
    """A list of texts that are all names of files is a list of paths that was not said to be one."""
    first = items[:8]
    if first and all(isinstance(item, str) and 0 < len(item) < 1024 and "\n" not in item for item in first):
        if all(os.path.exists(str(item)) for item in first):
            raise ValueError(
                f"in a list a str is a text, and {first[0]!r} is the name of a file: give pathlib.Path objects"
            )
