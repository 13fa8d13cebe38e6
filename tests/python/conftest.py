"""Where things are: the repository, its corpus, the real reports beside it, the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

import gongbao as gb

# The same examples in every run: what fails here fails for everybody. HYPOTHESIS_PROFILE=search looks for others.
settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("search", settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted(path for path in (ROOT / "corpus").glob("*") if path.suffix in (".txt", ".html"))
SHARED = Path(os.environ.get("GONGBAO_SHARED", ROOT.parent / "shared"))
SEEDS = sorted(path for path in (SHARED / "reports" / "seeds").glob("*") if path.is_file())


def hundred_reports() -> tuple[list[str], list[str]]:
    """Names and texts of a hundred reports: our own, and real ones of moderate length where they are."""
    real = [path for path in sorted((SHARED / "reports").rglob("*.txt")) if 0 < path.stat().st_size < 40_000]
    paths = [*CORPUS, *real[:: max(1, len(real) // 95)]]
    # Where there are too few, they come again under other names.
    names = [str(path) for path in paths]
    texts = [gb.analyze(path).source for path in paths]
    rounds = range(100 // len(paths) + 1)
    named = [f"{name} {number}" if number else name for number in rounds for name in names]
    return named[:100], (texts * len(rounds))[:100]


@pytest.fixture(scope="session")
def cli() -> Path:
    """The command line as `make test-python` builds it."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    program = target / "debug" / "gongbao"
    if not program.exists():
        pytest.fail(f"{program} is missing: build it with `cargo build --bins`")
    return program
