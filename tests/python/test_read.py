"""A corpus: every way in, every way out, what fails, and what does not grow."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS

import gongbao as gb

TEXTS = [path.read_text("utf-8") for path in CORPUS if path.stem in ("100-clean", "101-traditional", "102-pinyin")]
NAMES = ["a", "b", "c"]


def rows(table: gb.ArrowTable | gb.CorpusTable) -> list[dict[str, Any]]:
    pyarrow = pytest.importorskip("pyarrow")
    listed: list[dict[str, Any]] = pyarrow.table(table).to_pylist()
    return listed


@pytest.fixture(scope="module")
def expected() -> list[dict[str, Any]]:
    """The rows of the texts, one report after the other."""
    return [
        row
        for text, name in zip(TEXTS, NAMES, strict=True)
        for row in rows(gb.analyze(text, name=name).to_arrow())
    ]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_list_of_texts_is_its_reports(expected: list[dict[str, Any]], threads: int) -> None:
    corpus = gb.read(TEXTS, name=NAMES, threads=threads)
    assert rows(corpus.facts()) == expected
    assert [report.name for report in corpus] == NAMES
    figures = [row for row in expected if row["kind"] == "figure"]
    names = corpus.figures().column_names
    assert rows(corpus.figures()) == [{name: row[name] for name in names} for row in figures]
    assert "value" in names
    assert "kind" not in names
    assert "pattern" not in names


@pytest.mark.parametrize("kind", ["figure", "mechanism", "citation", "organisation", "place", "person", "time"])
def test_the_facts_of_a_kind_keep_what_they_say(expected: list[dict[str, Any]], kind: Any) -> None:
    said = rows(gb.read(TEXTS, name=NAMES).facts(kind=kind))
    whole = [row for row in expected if row["kind"] == kind]
    assert len(said) == len(whole)
    for row, full in zip(said, whole, strict=True):
        assert row == {name: full[name] for name in row}
        left_out = {name for name, value in full.items() if value is not None} - set(row)
        assert left_out <= {"kind"}


def columns() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Columns and tables of every package that is there, with the texts in them."""
    named = {"column": "t", "name": "n"}
    pyarrow = pytest.importorskip("pyarrow")
    for kind in (pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()):
        array = pyarrow.array(TEXTS, kind)
        yield f"pyarrow {kind}", array, {}
        yield f"pyarrow table of {kind}", pyarrow.table({"t": array, "n": NAMES}), named
    array = pyarrow.array(TEXTS).dictionary_encode()
    yield "pyarrow dictionary", array, {}
    yield "pyarrow chunks", pyarrow.chunked_array([TEXTS[:1], TEXTS[1:]]), {}
    binary = pyarrow.array([text.encode("gb18030") for text in TEXTS])
    yield "pyarrow binary", binary, {}
    yield "pyarrow batch", pyarrow.record_batch({"t": TEXTS, "n": NAMES, "other": [1, 2, 3]}), named
    polars = pytest.importorskip("polars")
    yield "polars series", polars.Series(TEXTS), {}
    yield "polars categories", polars.Series(TEXTS, dtype=polars.Categorical), {}
    yield "polars frame", polars.DataFrame({"n": NAMES, "t": TEXTS}), named
    pandas = pytest.importorskip("pandas")
    yield "pandas series", pandas.Series(TEXTS), {}
    yield "pandas frame", pandas.DataFrame({"n": NAMES, "t": TEXTS}), named
    duckdb = pytest.importorskip("duckdb")
    table = pyarrow.table({"t": TEXTS, "n": NAMES})
    yield "duckdb", duckdb.from_arrow(table).to_arrow_table(), named


def test_columns_of_every_kind_are_documents(expected: list[dict[str, Any]]) -> None:
    unnamed = [{**row, "doc": str(NAMES.index(row["doc"]))} for row in expected]
    for what, source, options in columns():
        said = rows(gb.read(source, threads=2, **options).facts())
        assert said == (expected if options else unnamed), what


def test_files_folders_and_patterns_are_documents(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    paths = [tmp_path / "a.txt", tmp_path / "below" / "b.txt", tmp_path / "c.html"]
    for path, text in zip(paths, TEXTS, strict=True):
        path.write_text(text, encoding="utf-8")
    whole = [row for path in paths for row in rows(gb.analyze(path).to_arrow())]
    assert rows(gb.read(tmp_path).facts()) == whole
    assert rows(gb.read(str(tmp_path)).facts()) == whole
    assert rows(gb.read(paths).facts()) == whole
    assert rows(gb.read(iter(paths)).facts()) == whole
    assert rows(gb.read(paths[0]).facts()) == whole[: len(rows(gb.analyze(paths[0]).to_arrow()))]
    by_pattern = [row for row in whole if row["doc"].endswith(".txt")]
    assert rows(gb.read(str(tmp_path / "**" / "*.txt")).facts()) == by_pattern


def test_tables_in_files_are_documents(tmp_path: Path, expected: list[dict[str, Any]]) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"n": NAMES, "x": [1, 2, 3], "t": TEXTS})
    paths = []
    for packed in ("snappy", "zstd", "gzip", "none"):
        paths.append(tmp_path / f"{packed}.parquet")
        parquet.write_table(table, paths[-1], compression=packed, row_group_size=2)
    paths.append(tmp_path / "all.jsonl")
    lines = [json.dumps({"n": name, "t": text}) for name, text in zip(NAMES, TEXTS, strict=True)]
    paths[-1].write_text("\n".join(lines), encoding="utf-8")
    for path in paths:
        assert rows(gb.read(path, column="t", name="n").facts()) == expected, path.name
    [first, *_] = gb.read(paths[0], column="t")
    assert first.name == f"{paths[0]}:0"
    errors = rows(gb.read(paths[0]).errors())
    assert errors == [
        {"doc": str(paths[0]), "reason": 'there is no column "text"; the columns are n, x, t'}
    ]


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def test_a_word_document_is_read_through_every_door(tmp_path: Path, cli: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(docx("桐溪县关工委2023年工作总结", "全县关工组织发展到297个。"))
    report = gb.analyze(path)
    assert report.encoding == "docx"
    assert [figure.text for figure in report.figures] == ["297个"]
    assert gb.clean(path) == report.text
    assert [other.to_json() for other in gb.read(path)] == [report.to_json()]
    done = subprocess.run([cli, "analyze", "--json", path], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == report.to_json() + "\n"
    with pytest.raises(gb.DecodeError, match="damaged zip archive"):
        gb.analyze(path.read_bytes()[:200])


def pdf(text: str) -> bytes:
    """A PDF of one line, written with a font that says which character each of its codes is."""
    codes = {character: at + 1 for at, character in enumerate(dict.fromkeys(text))}
    shown = "".join(f"{codes[character]:04x}" for character in text)
    said = "\n".join(f"<{code:04x}> <{character.encode('utf-16-be').hex()}>" for character, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange "
        f"<0000> <ffff> endcodespacerange {len(codes)} beginbfchar {said} endbfchar endcmap end end"
    )
    content = f"BT /F 12 Tf 72 700 Td <{shown}> Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>"
        "/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0"
        "/Ascent 1/Descent 0/CapHeight 1/StemV 1>>>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    ]
    out = "%PDF-1.7\n%\x80\x80\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n"
    return (out + f"startxref\n{out.rindex('xref')}\n%%EOF").encode("latin-1")


def test_a_pdf_with_a_text_layer_is_read(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    text = "全县关工组织发展到297个。"
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(text))
    report = gb.analyze(path)
    assert (report.encoding, report.source) == ("pdf", text)
    assert rows(gb.read([path] * 20, threads=3).facts()) == rows(report.to_arrow()) * 20
    with pytest.raises(gb.DecodeError, match="no text layer"):
        gb.analyze(pdf(" "))
    with pytest.raises(gb.DecodeError, match="cannot be opened"):
        gb.analyze(path.read_bytes()[:100])
    with pytest.raises(gb.DecodeError, match="page 1 of 1 of the PDF cannot be read"):
        gb.analyze(path.read_bytes().replace(b"/Type/Page/Parent", b"/Type/Rage/Parent"))


def test_what_fails_is_a_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    good, bad, gone = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"
    good.write_text(TEXTS[0], encoding="utf-8")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0")
    corpus = gb.read([gone, good, bad])
    assert [report.name for report in corpus] == [str(good)]
    assert rows(corpus.errors()) == [
        {"doc": str(gone), "reason": "No such file or directory"},
        {"doc": str(bad), "reason": "the input is no text: it looks like a PNG picture"},
    ]
    mixed = gb.read(["关工委", None, "\ud800", float("nan"), b"\x89PNG\r\n\x1a\n\0"])  # type: ignore[list-item]
    assert [row["doc"] for row in rows(mixed.errors())] == ["1", "2", "3", "4"]
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"text": ["全县", None], "n": pyarrow.array([1, 2], pyarrow.uint8())})
    assert rows(gb.read(table, name="n").errors()) == [
        {"doc": "2", "reason": "there is no text: the row is null"}
    ]


@pytest.mark.parametrize(
    ("source", "options", "error", "says"),
    [
        ("no such folder", {}, FileNotFoundError, "no file and no folder 'no such folder'"),
        ("no/such/*.txt", {}, FileNotFoundError, "no file fits the pattern"),
        ("一段话。\n又一段。", {}, ValueError, r"read\(\[text\]\)"),
        (b"text", {}, TypeError, "gongbao.analyze"),
        ([str(CORPUS[0])], {}, ValueError, "give pathlib.Path objects"),
        (["text"], {"column": "t"}, ValueError, "for tables"),
        (["text"], {"threads": 0}, ValueError, "at least 1"),
        (3, {}, TypeError, "not iterable"),
    ],
)
def test_what_is_no_corpus_is_refused(source: Any, options: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        list(gb.read(source, **options))


def test_a_wrong_question_is_refused() -> None:
    corpus = gb.read(TEXTS)
    with pytest.raises(ValueError, match="there is no kind"):
        corpus.facts(kind="number")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='no status "done"; there are achieved'):
        corpus.panel(status="done")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="place, year, doc"):
        corpus.panel(by=("place", "month"))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="does not show in the name"):
        corpus.facts().write("facts.xlsx")
    with pytest.raises(ValueError, match="CSV has no lists"):
        corpus.reports().write("reports.csv")
    with pytest.raises(FileNotFoundError):
        corpus.facts().write("no/such/folder/facts.csv")
    with pytest.raises(ValueError, match='no column "text"; the columns are a'):
        list(gb.read(pytest.importorskip("pyarrow").table({"a": ["x"]})))
    with pytest.raises(ValueError, match="fewer names"):
        list(gb.read(TEXTS, name=["a"]))
    with pytest.raises(ValueError, match="more names"):
        list(gb.read(TEXTS, name=[*NAMES, "d"]))
    with pytest.raises(TypeError, match="document 0 is a int"):
        list(gb.read([3]))  # type: ignore[list-item]


def broken() -> Iterator[str]:
    yield from TEXTS
    raise RuntimeError("the source has ended badly")


@pytest.mark.parametrize("threads", [1, 2])
def test_an_exception_of_the_source_comes_out(threads: int, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    polars = pytest.importorskip("polars")
    for ask in (list, gb.Corpus.panel, gb.Corpus.mechanisms, gb.Corpus.errors):
        with pytest.raises(RuntimeError, match="ended badly"):
            ask(gb.read(broken(), threads=threads))
    with pytest.raises(RuntimeError, match="ended badly"):
        gb.read(broken(), threads=threads).facts().write(tmp_path / "facts.csv")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(pyarrow.ArrowInvalid, match="ended badly"):
        pyarrow.table(gb.read(broken(), threads=threads).facts())
    with pytest.raises(polars.exceptions.ComputeError, match="ended badly"):
        gb.read(broken(), threads=threads).facts().to_polars()


def test_a_corpus_is_read_lazily() -> None:
    taken = 0

    def texts() -> Iterator[str]:
        nonlocal taken
        for number in range(100_000):
            taken = number
            yield f"关工组织{number}个。"

    reports = iter(gb.read(texts(), threads=2))
    assert taken == 0
    assert next(reports).source == "关工组织0个。"
    assert taken < 1000
    del reports
    batches = pytest.importorskip("pyarrow").RecordBatchReader.from_stream(gb.read(texts(), threads=2).facts())
    assert batches.read_next_batch().num_rows > 0
    assert taken < 10_000


def test_python_is_free_while_a_corpus_is_read() -> None:
    polars = pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")

    def texts() -> Iterator[str]:
        for number in range(500):
            yield f"全县关工组织发展到{number}个。" * 20

    beats = 0
    ended = threading.Event()

    def beat() -> None:
        nonlocal beats
        while not ended.wait(0.001):
            beats += 1

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        for threads in (1, 2):
            for ask in (polars.DataFrame, pyarrow.table, lambda table: table.to_polars()):
                assert len(ask(gb.read(texts(), threads=threads).facts())) == 10_000
    finally:
        ended.set()
        thread.join()
    assert beats > 10


def test_progress_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    steps: list[int] = []
    list(gb.read(TEXTS, progress=steps.append))
    assert sum(steps) == 3
    steps.clear()
    rows(gb.read(TEXTS, progress=steps.append).facts())
    assert sum(steps) == 3
    list(gb.read(TEXTS))
    assert capfd.readouterr().err == "", "where there is no terminal there is no line"
    list(gb.read(CORPUS, progress=True))
    assert "reports/s" in capfd.readouterr().err


def test_tables_are_written_as_the_command_line_writes_them(cli: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    corpus = gb.read(CORPUS, threads=2)
    (tmp_path / "cli").mkdir()
    for name in ("facts.csv", "excel.csv", "facts.jsonl", "facts.parquet"):
        excel = name == "excel.csv"
        corpus.facts().write(tmp_path / name, excel=excel)
        options = ["--excel"] if excel else []
        subprocess.run([cli, "table", *CORPUS, "-o", tmp_path / "cli" / name, *options], check=True)
        assert (tmp_path / name).read_bytes() == (tmp_path / "cli" / name).read_bytes(), name
    assert (tmp_path / "excel.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    figures = rows(corpus.figures())
    for name in ("figures.parquet", "figures.csv", "figures.jsonl"):
        corpus.figures().write(tmp_path / name)
    assert parquet.read_table(tmp_path / "figures.parquet").to_pylist() == figures
    lines = (tmp_path / "figures.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
        for row in figures
    ]
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert [row["value"] for row in read] == [row["value"] or "" for row in figures]
    corpus.reports().write(tmp_path / "reports.jsonl")
    assert (tmp_path / "reports.jsonl").read_text("utf-8").splitlines() == [gb.analyze(path).to_json() for path in CORPUS]


def test_a_panel_holds_an_indicator_by_place_and_year() -> None:
    texts = [
        "桐溪县2024年政府工作报告\n（2024年1月10日）\n一、2023年工作回顾\n2023年，全县粮食产量达到16.5万吨，增长3.1%。全县粮食产量为16.5万吨。\n"
        "二、2024年工作安排\n今年，全县粮食产量达到17万吨。",
        "桐溪县2025年政府工作报告\n（2025年1月10日）\n一、2024年工作回顾\n2024年，全县粮食产量达到16.8万吨。",
    ]
    corpus = gb.read(texts, name=["2024", "2025"])
    panel = rows(corpus.panel(indicator="粮食产量", role="level"))
    said = {(row["place"], row["year"], row["status"]): (row["value"], row["mentions"], row["doc"]) for row in panel}
    assert said == {
        ("桐溪县", 2023, "achieved"): ("165000", 2, "2024"),
        ("桐溪县", 2024, "target"): ("170000", 1, "2024"),
        ("桐溪县", 2024, "achieved"): ("168000", 1, "2025"),
    }
    for row in panel:
        report = texts[["2024", "2025"].index(row["doc"])]
        assert gb.analyze(report).text[row["start"] : row["end"]] == row["text"]
    by_year = rows(corpus.panel(indicator="粮食产量", role="level", by="year", status="achieved"))
    assert [(row["place"], row["year"]) for row in by_year] == [(None, 2023), (None, 2024)]
    assert {row["role"] for row in rows(corpus.panel(indicator="粮食产量"))} == {"level", "change"}


def test_mechanisms_are_told_by_place_and_year() -> None:
    texts = [
        "桐溪县关工委2022年工作总结\n坚持党建带关建。",
        "望朔市关工委2023年工作总结\n坚持党建带关建。深化党建带关建。",
        "桐溪县关工委2023年工作总结\n党建带关建有新进展。",
    ]
    table = rows(gb.read(texts).mechanisms())
    said = [
        (row["name"], row["place"], row["year"], row["mentions"], row["first_year"], row["places"], row["doc"])
        for row in table
        if row["name"] == "党建带关建"
    ]
    assert said == [
        ("党建带关建", "望朔市", 2023, 2, 2022, 2, "1"),
        ("党建带关建", "桐溪县", 2022, 1, 2022, 2, "0"),
        ("党建带关建", "桐溪县", 2023, 1, 2022, 2, "2"),
    ]


def test_a_corpus_outlives_a_fork_and_a_spawn(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import multiprocessing, sys, warnings\n"
        "warnings.simplefilter('ignore', DeprecationWarning)\n"
        "import gongbao as gb\n"
        "def count(analyzer):\n"
        "    texts = [f'关工组织{number}个。' for number in range(300)]\n"
        "    return sum(len(report.facts) for report in gb.read(texts, analyzer=analyzer, threads=2))\n"
        "if __name__ == '__main__':\n"
        "    analyzer = gb.Analyzer(without=['script'])\n"
        "    expected = count(analyzer)\n"
        "    for method in ('fork', 'spawn', 'forkserver'):\n"
        "        with multiprocessing.get_context(method).Pool(2) as pool:\n"
        "            assert pool.map(count, [analyzer] * 3) == [expected] * 3, method\n"
        "    print(expected)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) >= 300


def test_the_first_analysis_is_fast() -> None:
    code = (
        "import time; start = time.perf_counter(); import gongbao as gb; middle = time.perf_counter();"
        "gb.analyze('2023年，全縣關(guān)工组织發展到297个，比上年增长6.1%。');"
        "print(middle - start, time.perf_counter() - middle)"
    )
    best = [9.0, 9.0]
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        best = [min(before, float(now)) for before, now in zip(best, done.stdout.split(), strict=True)]
    assert best[0] < 0.05, f"the import took {best[0]:.3f} s"
    assert best[1] < 0.2, f"the first analysis took {best[1]:.3f} s"
