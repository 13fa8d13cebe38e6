"""Every public function and method has an example, and every example runs."""

from __future__ import annotations

import doctest
import re
import subprocess
from collections.abc import Iterator
from inspect import getattr_static, isclass, isroutine
from pathlib import Path

import pytest
from conftest import ROOT

import gongbao as gb


def documented() -> Iterator[tuple[str, str, bool]]:
    """Name and documentation of everything public, and whether it is called."""
    yield "gongbao", gb.__doc__ or "", True
    for name in gb.__all__:
        value = getattr(gb, name)
        if isclass(value):
            yield name, value.__doc__ or "", False
            for member in vars(value):
                if not member.startswith("_"):
                    called = isroutine(getattr_static(value, member)) and callable(getattr(value, member))
                    yield f"{name}.{member}", getattr(value, member).__doc__ or "", called
        elif isroutine(value):
            yield name, value.__doc__ or "", True


@pytest.mark.parametrize(("name", "text", "called"), list(documented()), ids=lambda value: str(value)[:30])
def test_examples(name: str, text: str, called: bool) -> None:
    test = doctest.DocTestParser().get_doctest(text, {}, name, None, 0)
    assert test.examples or not called, f"{name} has no example"
    said: list[str] = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert not failed, "".join(said)


PAGES = ["README.md", "README.zh.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
#: Pages whose examples need more than Python: another program, a cluster.
SHOWN = {"docs/index.md", "docs/spark.md", "docs/r.md"}


@pytest.mark.parametrize("name", PAGES)
def test_pages_say_what_happens(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest((ROOT / name).read_text("utf-8"), {}, name, name, 0)
    assert test.examples or name in SHOWN
    failed, _ = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert not failed, "".join(said)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_what_the_command_line_shows(name: str, cli: Path) -> None:
    shown = re.findall(r"^`gongbao (.+)`:\n\n```text\n(.*?)^```$", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert shown
    for arguments, text in shown:
        done = subprocess.run([cli, *arguments.split()], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
        assert done.stdout == text
