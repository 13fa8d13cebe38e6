"""The package as a user meets it: what goes in, what comes out, what is refused."""

from __future__ import annotations

import copy
import datetime
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from inspect import getattr_static, isclass
from pathlib import Path
from types import GetSetDescriptorType, MemberDescriptorType
from typing import Any

import pytest

import gongbao as gb

#: A report with something of everything.
TEXT = """龙江县关工委2022年工作总结

2022年，龍江縣關(guān)工委在縣委的領導下，堅持党建带关建，全县关工组织整合发展到297个，比上年提升了61%。
一、加强组织建设
市委书记杨文慧同志在会上讲话。根据《关于加强新时代关心下一代工作的意见》（中办发〔2021〕68号），“五老”622人，发放款物1230余万元。
"""

CLASSES = [value for name in gb.__all__ if isclass(value := getattr(gb, name))]
FROZEN = [cls for cls in CLASSES if not issubclass(cls, Exception)]


def instances() -> list[object]:
    """Every object that a report, its parts and a restoration consist of."""
    report = gb.analyze(TEXT, words=True)
    restored = gb.restore(TEXT)
    parts: list[tuple[object, ...]] = [
        report.facts,
        report.edits,
        report.sections,
        report.sentences,
        report.words or (),
        report.warnings,
        report.set_aside,
        report.mechanisms.summary(),
        gb.analyze("").warnings,
    ]
    corpus = gb.read([TEXT])
    alone: list[object] = [gb.Analyzer(), report, report.to_arrow(), restored, report.meta, report.meta.place]
    alone += [corpus, corpus.facts()]
    return alone + [item for part in parts for item in part]


def test_text_bytes_and_path_are_the_same_report(tmp_path: Path) -> None:
    path = tmp_path / "一份报告.txt"
    path.write_text(TEXT, encoding="utf-8")
    data = TEXT.encode("utf-8")
    expected = gb.analyze(TEXT, name=str(path))
    for source in (data, bytearray(data), memoryview(data), path):
        report = gb.analyze(source, name=str(path))
        assert report.source == TEXT
        assert report.text == expected.text
        assert report.facts == expected.facts
    assert gb.analyze(path).name == str(path)
    assert gb.analyze(path, name="given").name == "given"
    assert gb.analyze(data).name is None


def test_a_str_is_text_even_if_it_names_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("全县关工组织发展到297个。", encoding="utf-8")
    assert gb.analyze(str(path)).source == str(path)


def test_positions_count_code_points_beyond_the_basic_plane() -> None:
    report = gb.analyze("𠀀𠀁😀\n" + TEXT, words=True)
    for fact in report.facts:
        assert report.text[slice(*fact.span)] == fact.text
    for sentence in report.sentences:
        assert report.text[slice(*sentence.span)] == sentence.text
    for word in report.words or ():
        assert report.text[slice(*word.span)] == word.text
    for edit in report.edits:
        assert report.source[slice(*edit.source_span)] == edit.was
        assert report.text[slice(*edit.span)] == edit.now


def test_the_dictionary_is_the_model() -> None:
    report = gb.analyze(TEXT, words=True, name="one")
    model = report.to_dict()
    assert list(model) == [
        "gongbao",
        "source",
        "script",
        "meta",
        "text",
        "edits",
        "set_aside",
        "sections",
        "sentences",
        "words",
        "facts",
        "warnings",
    ]
    assert model["gongbao"] == {**gb.versions(), "fingerprint": report.fingerprint}
    assert model["source"]["length"] == len(report.source)
    assert model["source"]["name"] == "one"
    assert model["text"] == report.text
    assert "words" not in gb.analyze(TEXT).to_dict()


def attribute(fact: gb.Fact, key: str) -> object:
    """What an object says of a key of the JSON, as JSON says it."""
    names = {"source": "source_span", "from": "from_"}
    value = getattr(fact, names.get(key, key))
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def test_objects_say_what_the_model_says() -> None:
    report = gb.analyze(TEXT)
    model = report.to_dict()
    assert len(model["facts"]) == len(report.facts)
    for fact, said in zip(report.facts, model["facts"], strict=True):
        assert {key: attribute(fact, key) for key in said} == said
        assert fact.to_dict() == said
    for edit, said in zip(report.edits, model["edits"], strict=True):
        assert [list(edit.source_span), list(edit.span)] == [said["source"], said["text"]]
        assert [edit.step, edit.was, edit.now, edit.certainty] == [
            said[key] for key in ("step", "was", "now", "certainty")
        ]
    for section, said in zip(report.sections, model["sections"], strict=True):
        assert [list(section.span), list(section.source_span)] == [said["text"], said["source"]]
        assert [section.level, section.number, section.title, section.role] == [
            said[key] for key in ("level", "number", "title", "role")
        ]
    assert [list(sentence.span) for sentence in report.sentences] == model["sentences"]
    meta = model["meta"]
    assert [report.meta.title, report.meta.issuer, report.meta.year] == [
        meta[key] for key in ("title", "issuer", "year")
    ]


def test_the_kinds_part_the_facts() -> None:
    report = gb.analyze(TEXT)
    kinds = [
        report.figures,
        report.mechanisms,
        report.citations,
        report.organisations,
        report.places,
        report.persons,
        report.times,
    ]
    parted: list[gb.Fact] = [fact for kind in kinds for fact in kind]
    assert sorted(parted, key=report.facts.index) == list(report.facts)
    assert report.facts is report.facts
    assert report.figures is report.figures


@pytest.mark.parametrize(
    ("source", "error", "says"),
    [
        ("关\ud800工", gb.DecodeError, "unpaired surrogate at character 1"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\x00\x80", gb.DecodeError, None),
        (3, TypeError, "cannot read a int"),
        (None, TypeError, "cannot read a NoneType"),
        (["text"], TypeError, "cannot read a list"),
        (Path("no such file"), FileNotFoundError, "no such file"),
        (Path(), IsADirectoryError, None),
    ],
)
def test_what_cannot_be_read_is_refused(source: Any, error: type[Exception], says: str | None) -> None:
    for function in (gb.analyze, gb.restore, gb.clean):
        with pytest.raises(error, match=says):
            function(source)


def test_an_error_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\x00\x80")
    with pytest.raises(gb.DecodeError, match=r"picture\.png: "):
        gb.analyze(path)


def test_a_limit_holds(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("关工委" * 40, encoding="utf-8")
    short = gb.Analyzer(limit=300)
    for source in ("关工委" * 40, ("关工委" * 40).encode("utf-8"), path):
        with pytest.raises(gb.TooLongError, match="300"):
            short.analyze(source)
    assert gb.Analyzer(limit=360).analyze(path).source == "关工委" * 40


@pytest.mark.parametrize("text", ["", "\n", "\0", "a" * 1000, "()" * 500, "?" * 500, "\ue000" * 9, "\ufeff"])
def test_a_text_that_is_no_report_gives_a_warning(text: str) -> None:
    report = gb.analyze(text)
    assert report.facts == ()
    assert report.warnings


def test_errors_are_of_one_family() -> None:
    errors = [cls for cls in CLASSES if issubclass(cls, Exception)]
    assert gb.GongbaoError in errors
    assert all(issubclass(error, gb.GongbaoError) for error in errors)
    assert issubclass(gb.DecodeError, ValueError)
    assert issubclass(gb.MissingExtraError, ImportError)


@pytest.mark.parametrize("options", [{}, {"words": True}, {"without": ["script", "pinyin"], "limit": 5000}])
def test_an_analyzer_is_its_configuration(options: dict[str, Any]) -> None:
    analyzer = gb.Analyzer(**options)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(analyzer, protocol))
        assert again == analyzer
        assert hash(again) == hash(analyzer)
        assert again.fingerprint == analyzer.fingerprint
        assert (again.words, again.without, again.limit) == (
            analyzer.words,
            analyzer.without,
            analyzer.limit,
        )
    assert copy.deepcopy(analyzer) == analyzer
    assert analyzer != gb.Analyzer(words=not analyzer.words)


def test_an_analyzer_without_a_step_reads_otherwise() -> None:
    with_all, without = gb.Analyzer(), gb.Analyzer(without=gb.STEPS)
    assert without.without == gb.STEPS
    assert without.fingerprint != with_all.fingerprint
    assert without.analyze(TEXT).edits == ()


def test_scripts_are_converted_both_ways() -> None:
    assert gb.to_traditional("着力发展软件产业") == "着力發展軟件產業"
    assert gb.to_traditional("软件里面", "taiwan") == "軟件裡面"
    assert gb.to_traditional("软件里面", "taiwan", words=True) == "軟體裡面"
    assert gb.to_traditional("里面", "hong-kong") == "裏面"
    assert gb.to_simplified("軟體裡面", "taiwan", words=True) == "软件里面"
    assert gb.to_simplified("乾隆年間") == "乾隆年间"
    with pytest.raises(ValueError, match='no region "china"'):
        gb.to_traditional("中", "china")  # type: ignore[arg-type]


def test_a_step_must_exist() -> None:
    with pytest.raises(ValueError, match='no step "scripts"; the steps are html, .* script'):
        gb.Analyzer(without=["scripts"])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="list of steps"):
        gb.Analyzer(without="script")  # type: ignore[arg-type]


def test_threads_and_processes_read_the_same() -> None:
    texts = [f"第{number}份。全县关工组织发展到{number}个。" * (number % 5 + 1) for number in range(100)]
    analyzer = gb.Analyzer(words=True)
    expected = [analyzer.analyze(text).to_json() for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert [report.to_json() for report in pool.map(analyzer.analyze, texts)] == expected
    with ProcessPoolExecutor(2) as processes:
        assert list(processes.map(in_another_process, [analyzer] * 4, texts[:4])) == expected[:4]
    for threads in (1, 2, 7):
        many = gb.analyze_many(iter(texts), analyzer=analyzer, threads=threads)
        assert [report.to_json() for report in many] == expected


def in_another_process(analyzer: gb.Analyzer, text: str) -> str:
    return analyzer.analyze(text).to_json()


def test_many_reports_are_read_lazily_and_errors_come_out() -> None:
    taken = []

    def sources() -> Any:
        for number in range(1000):
            taken.append(number)
            yield f"关工组织{number}个。"

    many = gb.analyze_many(sources(), threads=2)
    assert next(many).source == "关工组织0个。"
    assert len(taken) < 10
    many.close()  # type: ignore[attr-defined]
    with pytest.raises(gb.DecodeError):
        list(gb.analyze_many(["关", "\ud800"], threads=2))
    with pytest.raises(ValueError, match="at least 1"):
        gb.analyze_many([], threads=0)


def test_objects_are_frozen() -> None:
    for thing in instances():
        if thing is None:
            continue
        cls = type(thing)
        fields = [
            name
            for base in cls.__mro__[:-1]
            for name, value in vars(base).items()
            if isinstance(value, GetSetDescriptorType | MemberDescriptorType)
        ]
        assert fields, f"{cls.__name__} says nothing"
        for name in [*fields, "something_new"]:
            with pytest.raises(AttributeError):
                setattr(thing, name, None)
            if name in fields:
                with pytest.raises(AttributeError):
                    delattr(thing, name)
        assert not hasattr(thing, "__dict__")


def test_every_class_was_looked_at() -> None:
    seen = {type(thing) for thing in instances()}
    # The base of the facts has no instances, and a tuple no fields; the others are frozen by the same word, but not in this text.
    assert set(FROZEN) - seen <= {gb.Fact, gb.SetAside, gb.PlaceRef, gb.Organisation, gb.Place, gb.Person, gb.Mechanisms}


def test_every_class_is_documented_and_shown() -> None:
    for cls in CLASSES:
        assert cls.__doc__, cls
        assert cls.__module__ in ("gongbao", "gongbao._errors")
        for name in vars(cls):
            if not name.startswith("_"):
                assert getattr_static(cls, name).__doc__, f"{cls.__name__}.{name}"
    for thing in instances():
        assert type(thing).__name__ in repr(thing) or thing is None
        assert " at 0x" not in repr(thing)


def test_facts_compare_by_what_they_say() -> None:
    one, other = gb.analyze(TEXT), gb.analyze(TEXT)
    assert one.facts == other.facts
    assert set(one.facts) == set(other.facts)
    assert one.facts != gb.analyze("𠀀" + TEXT).facts or not one.facts


def test_a_quote_stays_in_its_paragraph() -> None:
    report = gb.analyze("第一段话。\n在县委领导下，全县关工组织发展到297个，提升了61%。\n第三段话。")
    figure = report.figures[0]
    assert figure.quote() == "在县委领导下，全县关工组织发展到297个，提升了61%。"
    assert figure.quote(context=3) == "…发展到297个，提升…"
    assert figure.quote(context=0) == "…297个…"
    assert figure.quote(10**6) == figure.quote()


def test_the_displays_show_a_report_and_nothing_runs_in_them() -> None:
    report = gb.analyze(TEXT + "<script>alert(1)</script>全县“<b>五老</b>”622人。", name="<script>name</script>")
    for shown in (report._repr_html_(), report.to_html()):
        assert "297个" in shown
        assert "<script>alert" not in shown
        assert "<script>name" not in shown
        assert "<b>五老" not in shown


def test_the_import_is_light() -> None:
    code = "import sys; import gongbao; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "gongbao._gongbao" in loaded
    for heavy in ("numpy", "pandas", "polars", "pyarrow", "duckdb", "asyncio", "concurrent.futures"):
        assert heavy not in loaded
    last = next(line for line in reversed(done.stderr.splitlines()) if line.endswith("| gongbao"))
    assert int(last.split("|")[1]) < 50_000, last


def test_versions() -> None:
    versions = gb.versions()
    assert versions["version"] == gb.__version__
    assert len(versions["fingerprint"]) == 16
    assert gb.analyze("").fingerprint == versions["fingerprint"]
