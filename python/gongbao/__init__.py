"""Reads Chinese official work reports (工作报告, 工作总结, 调研报告).

Damaged page in; reading text with a map back to every character of the source, outline, sentences, words and
facts out.

>>> import gongbao as gb
>>> report = gb.analyze("全县关工组织发展到297个。")
>>> figure = report.figures[0]
>>> figure.value, figure.unit, report.text[slice(*figure.span)]
(Decimal('297'), '个', '297个')

It fetches no pages, reads no scanned pages, does not translate, and does not judge whether a figure is true.
"""

from __future__ import annotations

from gongbao._errors import DecodeError, GongbaoError, LexiconError, MissingExtraError, TooLongError
from gongbao._functions import analyze, analyze_many, clean, versions
from gongbao._gongbao import (
    STEPS,
    VERSION as __version__,
    Analyzer,
    ArrowTable,
    Citation,
    Corpus,
    CorpusTable,
    Edit,
    Fact,
    Figure,
    Mechanism,
    MechanismSummary,
    Meta,
    Organisation,
    Person,
    Place,
    PlaceRef,
    Report,
    ReportWarning,
    Restored,
    Section,
    Sentence,
    SetAside,
    Time,
    Word,
    restore,
    to_simplified,
    to_traditional,
)
from gongbao._read import read
from gongbao._registers import Mechanisms

__all__ = [
    "STEPS",
    "Analyzer",
    "ArrowTable",
    "Citation",
    "Corpus",
    "CorpusTable",
    "DecodeError",
    "Edit",
    "Fact",
    "Figure",
    "GongbaoError",
    "LexiconError",
    "Mechanism",
    "MechanismSummary",
    "Mechanisms",
    "Meta",
    "MissingExtraError",
    "Organisation",
    "Person",
    "Place",
    "PlaceRef",
    "Report",
    "ReportWarning",
    "Restored",
    "Section",
    "Sentence",
    "SetAside",
    "Time",
    "TooLongError",
    "Word",
    "__version__",
    "analyze",
    "analyze_many",
    "clean",
    "read",
    "restore",
    "to_simplified",
    "to_traditional",
    "versions",
]
