"""The types that the package's signatures speak of."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol, TypeAlias

#: What can be read: text, bytes, or the path of a file. A `str` is always text.
Input: TypeAlias = "str | bytes | bytearray | memoryview | os.PathLike[str] | os.PathLike[bytes]"

#: Start and end in code points, half-open.
Span: TypeAlias = tuple[int, int]

#: The steps of the restoration, in the order in which they run.
StepName: TypeAlias = Literal[
    "html",
    "escapes",
    "mojibake",
    "gbk-surgery",
    "invisible",
    "pinyin",
    "furniture",
    "layout",
    "spacing",
    "width",
    "punctuation",
    "script",
]

#: How sure a repair or a fact is.
Certainty: TypeAlias = Literal["certain", "likely", "guess"]

#: Whose forms of Traditional characters.
Region: TypeAlias = Literal["taiwan", "hong-kong"]

#: The script of a source.
Script: TypeAlias = Literal["simplified", "traditional", "mixed"]

#: What a section is for.
SectionRole: TypeAlias = Literal["opening", "review", "practice", "problems", "plan", "closing"]

#: What a unit measures.
Dimension: TypeAlias = Literal[
    "count",
    "money",
    "percent",
    "points",
    "duration",
    "age",
    "rank",
    "score",
    "length",
    "area",
    "mass",
    "volume",
    "energy",
    "power",
    "temperature",
    "ratio",
]

#: How the true value lies to the number.
Bound: TypeAlias = Literal["exact", "about", "over", "nearly", "at_least", "at_most", "range"]

#: What a number says of its subject.
Role: TypeAlias = Literal["level", "change", "share", "rank"]

#: Where a change goes.
Direction: TypeAlias = Literal["up", "down"]

#: Over what a number was taken.
Aggregate: TypeAlias = Literal["total", "cumulative", "average", "each"]

#: Whether it is so, shall be so, or has to be so.
Status: TypeAlias = Literal["achieved", "target", "norm", "background"]

#: The kinds of facts.
FactKind: TypeAlias = Literal["figure", "mechanism", "citation", "organisation", "place", "person", "time"]

#: What sets the cells of a panel apart.
PanelKey: TypeAlias = Literal["place", "year", "doc"]

#: The form of a mechanism.
Pattern: TypeAlias = Literal["lead", "pair", "numeral", "named"]

#: How words are found.
SegmenterName: TypeAlias = Literal["genre", "jieba"]

#: A lexicon: words, mechanisms, organisations, places, persons, indicators.
LexiconDict: TypeAlias = Mapping[str, Sequence[Any] | Mapping[str, str]]

class ArrowStream(Protocol):
    """Whatever hands over a table or a column by the PyCapsule protocol."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


class ArrowArray(Protocol):
    """Whatever hands over an array by the PyCapsule protocol."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...
