"""The law of sameness between Python and the command line."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import CORPUS, SEEDS

import gongbao as gb


def run(cli: Path, *arguments: str | Path, stdin: bytes = b"") -> str:
    done = subprocess.run([cli, *arguments], input=stdin, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize("path", CORPUS + SEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_python_says_what_the_command_line_says(cli: Path, path: Path) -> None:
    for words in (False, True):
        said = run(cli, "analyze", "--json", *(["--words"] if words else []), path)
        assert said == gb.analyze(path, words=words).to_json() + "\n"
    assert run(cli, "clean", path).rstrip("\n") == gb.clean(path).rstrip("\n")


def test_a_folder_is_its_files(cli: Path, tmp_path: Path) -> None:
    paths = [tmp_path / path.name for path in CORPUS]
    for path in paths:
        path.write_bytes((CORPUS[0].parent / path.name).read_bytes())
    said = run(cli, "analyze", "--json", tmp_path).splitlines()
    assert said == [gb.analyze(path).to_json() for path in paths]


def test_a_name_that_is_no_text_shows_the_same(cli: Path, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb9\xa4\xb1\xa8.txt"))
    path.write_text("全县关工组织发展到297个。", encoding="utf-8")
    assert run(cli, "analyze", "--json", path) == gb.analyze(path).to_json() + "\n"


def test_versions_agree(cli: Path) -> None:
    said = run(cli, "version")
    for version in gb.versions().values():
        assert version in said
