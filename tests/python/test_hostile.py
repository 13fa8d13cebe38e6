"""Input that means harm: nothing of it runs, nothing of it takes the machine, and what cannot be read is named."""

from __future__ import annotations

import csv
import html.parser
import re
import subprocess
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS
from hypothesis import given, settings
from hypothesis import strategies as st

import gongbao as gb

SENTENCE = "全县关工组织整合发展到297个，提升了61%。"
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onmouseover='alert(3)' --><svg/onload=alert(4)>"


class Live(html.parser.HTMLParser):
    """What of a page a browser would run: scripts, handlers of events, addresses that are programs or elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "svg", "iframe", "object", "embed", "base", "form"):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style" or name in ("src", "action", "srcdoc"):
                self.found.append(f"{tag} {name}={value}")
            if name == "href" and value and not value.startswith(("#", "data:,")):
                self.found.append(f"{tag} {name}={value}")
        if tag == "script":
            self.found.append("script")


def alive(page: str) -> list[str]:
    parser = Live()
    parser.feed(page)
    parser.close()
    return parser.found


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE + ATTACK,
        f"{ATTACK}工作总结\n\n{SENTENCE}",
        f"一、{ATTACK}\n{SENTENCE}",
        f"举办“{ATTACK}”培训班7期，《关于{ATTACK}的意见》（中办发〔2021〕68号），{ATTACK}同志。",
        f"全縣{ATTACK}關(guān)工委 發展到297个{ATTACK}",
        f"{SENTENCE}\n来源：{ATTACK}\n作者：{ATTACK}",
    ],
)
@pytest.mark.parametrize("without", [[], ["html"], ["html", "escapes", "furniture"]])
def test_no_display_runs_what_stands_in_a_report(text: str, without: list[Any], cli: Path, tmp_path: Path) -> None:
    report = gb.Analyzer(without=without).analyze(text, name=ATTACK)
    for escaped in (text, text.replace("<", "&lt;").replace(">", "&gt;"), text.replace("<", "\\u003c")):
        report = gb.Analyzer(without=without).analyze(escaped, name=ATTACK)
        assert alive(report._repr_html_()) == []
        assert alive(report.to_html()) == ["script", "script"], "the data and the one script, which the policy knows"
    path = tmp_path / "a<script>alert(1)<\u2215script>\"'.txt"
    path.write_text(text, "utf-8")
    options = [option for step in without for option in ("--without", step)]
    page = subprocess.run([cli, "view", path, *options], capture_output=True, text=True, check=True).stdout
    assert alive(page) == ["script", "script"]


def test_a_csv_holds_no_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    texts = ["平均气温-2.3℃，举办培训班7期。", "-5万元。", SENTENCE]
    names = ["=cmd|'/c calc'!A0", "@SUM(1)", "+1+cmd|' /c calc'!A0"]
    corpus = gb.read(texts, name=names)
    for table in (corpus.facts(), corpus.figures()):
        rows = {}
        for name, options in (("a.csv", {}), ("excel.csv", {"excel": True}), ("verbatim.csv", {"verbatim": True})):
            table.write(tmp_path / name, **options)
            with (tmp_path / name).open(encoding="utf-8-sig", newline="") as lines:
                rows[name] = list(csv.DictReader(lines))
        assert rows["a.csv"] == rows["excel.csv"]
        assert {row["doc"] for row in rows["a.csv"]} == {"'" + name for name in names}
        assert {row["doc"] for row in rows["verbatim.csv"]} == set(names)
        for guarded, bare in zip(rows["a.csv"], rows["verbatim.csv"], strict=True):
            assert {key: text.removeprefix("'") for key, text in guarded.items()} == bare
            for key, text in guarded.items():
                assert not re.match(r"[=@\t\r＝＠]|[+\-＋－](?![0-9.,]+[℃%]?$)", text), (key, text)
        values = [float(row["value"]) for row in rows["a.csv"] if row["value"]]
        assert -2.3 in values, "a negative number is no formula"
    with pytest.raises(ValueError, match="verbatim"):
        corpus.facts().write(tmp_path / "a.csv", excel=True, verbatim=True)
    with pytest.raises(ValueError, match=r"verbatim is for \.csv"):
        corpus.facts().write(tmp_path / "a.jsonl", verbatim=True)


@pytest.mark.parametrize("text", ["\ud800", "关\udfff工委", "\udc00\ud800", "全县297个\ud83d", "\udcff.txt"])
def test_half_a_surrogate_pair_is_refused_wherever_it_comes_in(text: str) -> None:
    for call in (gb.analyze, gb.clean, gb.restore, gb.to_simplified, lambda text: list(gb.analyze_many([text]))):
        with pytest.raises(gb.DecodeError, match="surrogate"):
            call(text)
    corpus = gb.read(["全县297个。", text])
    assert len(list(corpus)) == 1
    [error] = corpus.errors().to_polars().rows(named=True)
    assert "surrogate" in error["reason"]


def test_nul_and_other_control_characters_are_text() -> None:
    text = "全县\0关工组织\x01发展到297个。\x1b[31m\x7f\x85"
    report = gb.analyze(text)
    assert report.source == text
    assert [figure.value for figure in report.figures]
    assert "\0" not in report.to_html() + report._repr_html_()
    with pytest.raises(gb.DecodeError, match="NUL"):
        gb.analyze("全县297个。".encode() + bytes(100))


@pytest.mark.parametrize("character", ["1", "?", "<", "\n", "工", "關", "\0", "😀"])
def test_ten_megabytes_of_one_character_are_read(character: str) -> None:
    text = character * (10_000_000 // len(character.encode()))
    report = gb.analyze(text)
    assert len(report.source) == len(text)
    assert report.warnings or len(report.text) > 0


def test_a_page_of_elements_in_elements_is_read() -> None:
    for opening, closing in (("<div>", "</div>"), ("<table><tr><td>", "</td></tr></table>"), ("<b><i>", ""), ("<p", "")):
        page = f"<html><body>{opening * 100_000}{SENTENCE}{closing * 100_000}</body></html>"
        report = gb.analyze(page)
        assert report.source == page
    deep = gb.analyze(f"<html><body>{'<div>' * 200_000}{SENTENCE}{'</div>' * 200_000}</body></html>")
    assert [figure.value for figure in deep.figures] == gb_values(SENTENCE)


def gb_values(text: str) -> list[object]:
    """The values of the figures of a text by itself."""
    return [figure.value for figure in gb.analyze(text).figures]


def test_a_report_of_nothing_but_headings_is_read() -> None:
    numerals = "一二三四五六七八九"
    lines = [f"{numerals[at % 9]}、加强组织建设\n举办培训班{at + 1}期。\n" for at in range(30_000)]
    report = gb.analyze("".join(lines))
    assert len(report.sections) == len(report.figures) == 30_000
    shown = report._repr_html_()
    assert len(shown) < 100_000, "a notebook shows the beginning"
    headings = gb.analyze("一、加强组织建设\n" * 200_000)
    assert len(headings.source) == 1_800_000


def test_a_limit_is_a_clear_error(tmp_path: Path) -> None:
    analyzer = gb.Analyzer(limit=1000)
    path = tmp_path / "long.txt"
    path.write_text(SENTENCE * 100, "utf-8")
    with pytest.raises(gb.TooLongError, match="1,?000"):
        analyzer.analyze(path)
    corpus = gb.read([path, *CORPUS[:1]], analyzer=analyzer)
    [error, _] = corpus.errors().to_polars().rows(named=True)
    assert error["doc"].endswith("long.txt")
    assert "1000" in error["reason"].replace(",", "")


def test_a_link_out_of_a_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "in" / "a.txt").write_text(SENTENCE, "utf-8")
    (tmp_path / "in" / "b.txt").symlink_to("../secret.txt")
    corpus = gb.read(tmp_path / "in")
    assert [Path(str(report.name)).name for report in corpus] == ["a.txt"]
    [error] = corpus.errors().to_polars().rows(named=True)
    assert error["doc"].endswith("b.txt")
    assert "leads out of the folder" in error["reason"]
    assert len(list(gb.read(f"{tmp_path}/in/*.txt"))) == 2, "what a pattern names is meant"


def test_a_name_of_two_lines_is_one_name(tmp_path: Path) -> None:
    name = "=1+1\n\"a\",b\t红.txt"
    (tmp_path / name).write_text(SENTENCE, "utf-8")
    [report] = gb.read(tmp_path)
    assert str(report.name) == str(tmp_path / name)
    table = gb.read([tmp_path / name]).facts()
    table.write(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        assert {row["doc"] for row in csv.DictReader(lines)} == {str(tmp_path / name)}


def pdf(content: bytes) -> bytes:
    """A page with a stream of content; a reader mends the table of places that is missing."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%sendobj\n" % (at, text) for at, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF\n"


@given(st.lists(st.tuples(st.integers(0, 500), st.binary(max_size=6), st.integers(0, 20)), max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_damaged_pdf_is_text_or_an_error(changes: list[tuple[int, bytes, int]]) -> None:
    data = pdf(b"BT /F 12 Tf 10 100 Td (In 2024, 297 people came.) Tj ET")
    for at, put, gone in changes:
        data = data[:at] + put + data[at + gone :]
    try:
        report = gb.analyze(data)
    except gb.DecodeError as error:
        assert str(error)
        return
    assert report.source


def test_a_display_of_a_long_report_takes_little() -> None:
    report = gb.analyze((SENTENCE + "\n") * 20_000)
    tracemalloc.start()
    assert len(report._repr_html_()) < 100_000
    assert len(repr(report)) < 300
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
