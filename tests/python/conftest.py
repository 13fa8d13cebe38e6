"""Where things are: the repository, its corpus, the real reports beside it, the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted(path for path in (ROOT / "corpus").glob("*") if path.suffix in (".txt", ".html"))
SHARED = Path(os.environ.get("GONGBAO_SHARED", ROOT.parent / "shared"))
SEEDS = sorted(path for path in (SHARED / "reports" / "seeds").glob("*") if path.is_file())


@pytest.fixture(scope="session")
def cli() -> Path:
    """The command line as `make test-python` builds it."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    program = target / "debug" / "gongbao"
    if not program.exists():
        pytest.fail(f"{program} is missing: build it with `cargo build --bins`")
    return program
