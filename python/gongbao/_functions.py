"""The functions of the package: short ways to what an `Analyzer` does."""

from __future__ import annotations

from gongbao._gongbao import DATA_VERSION, VERSION, Analyzer, restore

# Type checkers take this name for true; the module `typing` would double the time of the import.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from gongbao._gongbao import Report
    from gongbao._types import Input, StepName

_DEFAULT = Analyzer()


def analyze(source: Input, *, words: bool = False, name: str | None = None) -> Report:
    """Read one report.

    A `str` is always text, never the name of a file. `bytes` (and `bytearray`, `memoryview`) are decoded first.
    A path, `pathlib.Path("report.html")` for instance, is a file: it is read, decoded, and gives the report its
    name unless `name` does. `words=True` finds the words, too.

    >>> import gongbao as gb
    >>> gb.analyze("全县关工组织发展到297个。").figures[0].text
    '297个'
    >>> gb.analyze("全县关工组织发展到297个。".encode("utf-8"), name="page 7").name
    'page 7'

    Raises `DecodeError` if the input is no text, `TooLongError` if it is longer than an analyzer accepts, and
    `OSError` if a file cannot be read.
    """
    analyzer = Analyzer(words=True) if words else _DEFAULT
    return analyzer.analyze(source, name=name)


def analyze_many(
    sources: Iterable[Input], *, analyzer: Analyzer | None = None, threads: int | None = None
) -> Iterator[Report]:
    """Read many reports on threads, in the order of `sources`, holding only a few of them at a time.

    `threads` is the number of processors unless given. The first source that cannot be read raises its error.

    >>> import gongbao as gb
    >>> [report.figures[0].text for report in gb.analyze_many(["关工组织297个。", "“五老”622人。"], threads=2)]
    ['297个', '622人']
    """
    import os
    from collections import deque
    from concurrent.futures import ThreadPoolExecutor

    count = (os.cpu_count() or 1) if threads is None else threads
    if count < 1:
        raise ValueError(f"threads must be at least 1, not {count}")
    read = (analyzer or _DEFAULT).analyze

    def run() -> Iterator[Report]:
        waiting: deque[Future[Report]] = deque()
        with ThreadPoolExecutor(count, "gongbao") as pool:
            try:
                for source in sources:
                    waiting.append(pool.submit(read, source))
                    if len(waiting) > 2 * count:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()

    return run()


def clean(source: Input, *, without: Iterable[StepName] = ()) -> str:
    """The reading text alone: damage repaired, Simplified, one paragraph a line.

    `source` is text, bytes or a path as for `analyze`; `restore` gives the edits, too.

    >>> import gongbao as gb
    >>> gb.clean("关工委的工作。")
    '关工委的工作。'
    """
    return restore(source, without=without).text


def versions() -> dict[str, str]:
    """The versions that decide a result, as in every report: program, data, and the fingerprint of both.

    >>> import gongbao as gb
    >>> sorted(gb.versions())
    ['data', 'fingerprint', 'version']
    """
    return {"version": VERSION, "data": DATA_VERSION, "fingerprint": _DEFAULT.fingerprint}
