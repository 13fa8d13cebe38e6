"""The laws of the model, over generated text, the corpus, and the real reports beside the repository.

replay: source and edits give the reading text.
span: a span read in its text is what it was said to be; what a fact was made from stands at its source span.
no harm: the reading text comes through again without an edit.
sameness: one by one, on threads, as text or as bytes: the same report.
"""

from __future__ import annotations

import html
from collections.abc import Callable
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


# --- reports in the manner of the genre -----------------------------------------------------------------------------

SUBJECTS = ["全县关工组织", "共有“五老”", "市教育局举办培训班", "各级党组织", "其中女性", "帮扶困难学生", "居民人均可支配收入", "累计发放款物"]
BEFORE = ["", "近", "约", "超过", "达到", "增加到", "比上年增长", "同比下降", "占总数的"]
UNITS = ["个", "人", "名", "万元", "亿元", "%", "场次", "公里", "万人次", "所", "期"]
PHRASES = ["坚持党建带关建", "推行“双百双千”工程", "深入学习《关于加强工作的意见》", "市委书记李建国同志出席会议", "龙江县关工委牵头", "2023年5月20日召开大会"]
HEADINGS = ["一、", "二、", "（一）", "（二）", "1.", "第一，"]

numbers = st.one_of(
    st.integers(1, 99_999).map(str),
    st.tuples(st.integers(1, 999), st.integers(1, 99)).map(lambda pair: f"{pair[0]}.{pair[1]}"),
    st.sampled_from(["两", "三", "十二", "一百二十", "八千七百"]),
)
figures = st.tuples(*map(st.sampled_from, (SUBJECTS, BEFORE)), numbers, st.sampled_from(UNITS)).map("".join)
clauses = st.one_of(figures, figures, st.sampled_from(PHRASES))
sentences = st.lists(clauses, min_size=1, max_size=4).map(lambda parts: "，".join(parts) + "。")
headings = st.tuples(st.sampled_from(HEADINGS), st.sampled_from(["加强组织建设", "主要做法和成效", "下一步工作打算"])).map("".join)
lines = st.one_of(headings, sentences, sentences, sentences)
clean_reports = st.lists(lines, min_size=1, max_size=8).map(lambda lines: "砚川县关工委2023年工作总结\n" + "\n".join(lines) + "\n")


def swapped(pairs: str) -> Callable[[str], str]:
    """What replaces the first of each two characters by the second."""
    table = str.maketrans(dict(zip(pairs[::2], pairs[1::2], strict=True)))
    return lambda line: line.translate(table)


#: The damage of real pages, one kind on one line.
DAMAGE: list[Callable[[str], str]] = [
    lambda line: line,
    swapped("县縣关關党黨会會实實级級发發总總数數举舉办辦万萬亿億余餘场場"),
    swapped("，,。.（(）)“\"”\""),
    swapped("0０1１2２3３4４5５6６7７8８9９%％"),
    lambda line: line.replace("关", "關(guān)").replace("党", "黨(dǎng)").replace("会", "會(huì )"),
    " ".join,
    lambda line: "".join(f"&#{ord(c)};" for c in line),
    lambda line: "".join(f"\\u{ord(c):04x}" for c in line),
    lambda line: "\u200b".join(line),
    lambda line: line.encode().decode("gbk", "replace"),
    lambda line: line.encode("gbk").decode("latin-1"),
    lambda line: f'<div class="a"><p>&emsp;{html.escape(line)}</p></div>',
    lambda line: line.encode("gbk").replace(b"\xa3\xac", b"?").decode("gb18030", "replace").replace("\ufffd", "?"),
]
damaged_reports = st.tuples(
    clean_reports, st.sampled_from(DAMAGE), st.lists(st.one_of(st.none(), st.sampled_from(DAMAGE)), min_size=10, max_size=10)
).map(
    lambda drawn: "\n".join(
        (own or drawn[1])(line) for line, own in zip(drawn[0].split("\n"), drawn[2], strict=False)
    )
)
texts = st.one_of(texts, damaged_reports)


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


@given(clean_reports)
@settings(max_examples=100, deadline=None)
def test_a_clean_report_comes_through_untouched(text: str) -> None:
    report = gb.analyze(text)
    assert report.edits == ()
    assert report.text == text
    assert report.figures or not any(unit in text for unit in ("万元", "%"))


@given(damaged_reports)
@settings(max_examples=100, deadline=None)
def test_a_restored_report_needs_no_restoration(text: str) -> None:
    once = gb.restore(text)
    again = gb.restore(once.text)
    assert (again.text, again.edits) == (once.text, ())


def test_two_misreadings_in_a_page_need_no_restoration() -> None:
    text = (
        "Ñâ´¨ÏØ¹Ø¹¤Î¯2023Äê¹¤×÷×Ü½á\n涓�銆佸姞寮虹粍缁囧缓璁�\n"
        '<div class="a"><p>&emsp;一、加强组织建设</p></div>\n<div class="a"><p>&emsp;</p></div>'
    )
    once = gb.restore(text)
    assert gb.restore(once.text).edits == ()


@given(damaged_reports)
@settings(max_examples=60, deadline=None)
def test_through_every_door_it_is_the_same_report(text: str) -> None:
    once = gb.analyze(text, name="a").to_dict()
    [read] = gb.read([text], name=["a"])
    assert read.to_dict() == once
    if "\0" not in text:
        # Bytes have an encoding, which a text has not.
        by_bytes = gb.analyze(text.encode(), name="a").to_dict()
        assert {**by_bytes, "source": None, "warnings": None} == {**once, "source": None, "warnings": None}


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
