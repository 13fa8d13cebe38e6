"""The page about R: its examples run, those whose packages are there, and read what Python reads.

They skip where there is no R.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT

import gongbao as gb

RSCRIPT = shutil.which("Rscript")
pytestmark = pytest.mark.skipif(RSCRIPT is None, reason="no R on this machine")

BLOCKS = re.findall(r"```r\n(.*?)```", (ROOT / "docs" / "r.md").read_text("utf-8"), re.DOTALL)


def run(program: str, folder: Path) -> str:
    assert RSCRIPT is not None
    done = subprocess.run(
        [RSCRIPT, "--vanilla", "-"], input=program, cwd=folder, capture_output=True, text=True, env={"LC_ALL": "C.UTF-8"}
    )
    assert done.returncode == 0, f"{program}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def files(cli: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the page tells to make before it is read."""
    folder = tmp_path_factory.mktemp("r")
    for name in ("facts.parquet", "facts.csv"):
        subprocess.run([cli, "batch", *CORPUS, "-o", folder / name, "--quiet"], check=True, capture_output=True)
    said = subprocess.run([cli, "analyze", "--json", "--words", *CORPUS], check=True, capture_output=True)
    (folder / "reports.jsonl").write_bytes(said.stdout)
    return folder


@pytest.fixture(scope="module")
def installed(files: Path) -> set[str]:
    return set(run("cat(rownames(installed.packages()), sep='\\n')", files).split())


def packages(block: str) -> set[str]:
    return set(re.findall(r"library\((\w+)\)", block))


@pytest.mark.parametrize("block", [block for block in BLOCKS if "read" in block], ids=["parquet", "csv", "words"])
def test_examples_run(block: str, files: Path, installed: set[str]) -> None:
    missing = packages(block) - installed
    if missing:
        pytest.skip(f"R is without {', '.join(sorted(missing))}")
    assert run(block, files)


def test_the_table_is_that_of_python(files: Path) -> None:
    block = next(block for block in BLOCKS if "read.csv" in block)
    tell = "cat(nrow(facts), nrow(targets), sum(facts$kind == 'figure'), sum(nchar(facts$text)))"
    said = run(block.replace(block.splitlines()[-1], tell), files)
    reports = [gb.analyze(path) for path in CORPUS]
    facts = [fact for report in reports for fact in report.facts]
    figures = [figure for report in reports for figure in report.figures]
    targets = sum(figure.status == "target" for figure in figures)
    assert [*map(int, said.split())] == [len(facts), targets, len(figures), sum(len(fact.text) for fact in facts)]


def test_the_words_are_those_of_python(files: Path, installed: set[str]) -> None:
    block = next(block for block in BLOCKS if "jsonlite" in block)
    if packages(block) - installed:
        pytest.skip("R is without jsonlite")
    said = run(block.replace(block.splitlines()[-1], "cat(words[[3]], sep='\\n')"), files)
    words = gb.analyze(CORPUS[2], words=True).words
    assert words is not None and said.split("\n") == [*(word.text for word in words), ""]
