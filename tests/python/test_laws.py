"""The laws of the model, over generated text, the corpus, and the real reports beside the repository.

replay: source and edits give the reading text.
span: a span read in its text is what it was said to be; what a fact was made from stands at its source span.
no harm: the reading text comes through again without an edit.
sameness: one by one, on threads, as text or as bytes: the same report.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CORPUS, SEEDS, SHARED
from hypothesis import given, settings
from hypothesis import strategies as st

import gongbao as gb

#: Pieces of reports, and pieces of the damage that happens to them.
PIECES = [
    "全县关工组织发展到297个，比上年提升了61%。",
    "發放款物1230余萬元。",
    "“五老”622人，",
    "關(guān)工委",
    "党(dǎng)建(jiàn)",
    "一、加强组织建设\n",
    "（一）",
    "2022年5月20日",
    "8—10万元",
    "《关于加强工作的意见》（中办发〔2021〕68号）",
    "龙江县关工委",
    "市委书记杨文慧同志",
    "党建带关建",
    "党支部+关工委",
    "发布日期：2022-05-20 浏览次数：12 字号：大 中 小\n",
    "　　",
    "\n",
    "\r\n",
    " ",
    "\u200b",
    "\ufeff",
    "&nbsp;",
    "&#20851;",
    "\\u5173",
    "<p>",
    "</div>",
    "<script>alert(1)</script>",
    "?",
    "?!包h支部",
    "锛屽叏鍘",
    "å…³å·¥",
    "\ue5e5",
    "⼯作",
    "１２３％",
    "，",
    ",",
    "(",
    ")",
    "𠀀",
    "😀",
    "\0",
    "20*年",
    "XX年",
]

texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=6), st.sampled_from("的了在是和一二三万亿年月日县市区")),
    max_size=24,
).map("".join)


def replayed(source: str, edits: tuple[gb.Edit, ...]) -> str:
    """The reading text, made again: the law in the words of Python."""
    parts, at = [], 0
    for edit in edits:
        assert edit.source_span[0] >= at, "edits come in order and do not overlap"
        parts += [source[at : edit.source_span[0]], edit.now]
        at = edit.source_span[1]
    return "".join([*parts, source[at:]])


def check(report: gb.Report) -> None:
    """Every law that one report can hold."""
    source, text = report.source, report.text
    assert replayed(source, report.edits) == text
    for edit in report.edits:
        assert source[slice(*edit.source_span)] == edit.was
        assert text[slice(*edit.span)] == edit.now
        assert edit.was != edit.now
    touched = [edit.span for edit in report.edits]
    for fact in report.facts:
        start, end = fact.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == fact.text
        assert 0 <= fact.source_span[0] <= fact.source_span[1] <= len(source)
        if not any(low < end and start < high or low == high and start <= low <= end for low, high in touched):
            assert source[slice(*fact.source_span)] == fact.text
        if fact.sentence is not None:
            low, high = report.sentences[fact.sentence].span
            assert low <= start < high
        if fact.section is not None:
            low, high = report.sections[fact.section].span
            assert low <= start < high
        assert fact.text in fact.quote()
    starts = [(fact.span[0], -fact.span[1]) for fact in report.facts]
    assert starts == sorted(starts)
    for figure in report.figures:
        if figure.subject_span is not None:
            assert text[slice(*figure.subject_span)] == figure.subject
        assert (figure.value is None) == (figure.bound == "range")
    for sentence in report.sentences:
        assert text[slice(*sentence.span)] == sentence.text
    for word in report.words or ():
        assert text[slice(*word.span)] == word.text
    for warning in report.warnings:
        assert 0 <= warning.source_span[0] <= warning.source_span[1] <= len(source)
    for aside in report.set_aside:
        assert source[slice(*aside.source_span)] == aside.was


@given(texts)
@settings(max_examples=300, deadline=None)
def test_laws_hold_of_generated_text(text: str) -> None:
    report = gb.analyze(text, words=True)
    assert report.source == text
    check(report)
    restored = gb.restore(text)
    assert (restored.text, restored.edits) == (report.text, report.edits)
    assert gb.clean(text) == report.text


@given(texts)
@settings(max_examples=100, deadline=None)
def test_the_same_text_is_the_same_report(text: str) -> None:
    once = gb.analyze(text)
    assert gb.analyze(text).to_json() == once.to_json()
    [many] = gb.analyze_many([text], threads=2)
    assert many.to_json() == once.to_json()


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        report = gb.analyze(data)
    except gb.DecodeError:
        return
    check(report)


@pytest.mark.parametrize("path", CORPUS + SEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_laws_hold_of_reports(path: Path) -> None:
    report = gb.analyze(path, words=True)
    check(report)
    assert report.facts
    again = gb.restore(report.text)
    assert (again.text, again.edits) == (report.text, ())


def test_laws_hold_of_all_that_is_shared() -> None:
    paths = [path for path in sorted((SHARED / "reports").rglob("*")) if path.is_file()]
    if not paths:
        pytest.skip(f"no real reports at {SHARED}")
    chosen = [path for path in paths if path.suffix in (".txt", ".md", ".html", ".htm")][::7]
    for report in gb.analyze_many(chosen):
        check(report)
