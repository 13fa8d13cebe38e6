"""The notebooks run from their first cell to their last, and draw what they promise."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

BOOKS = sorted((ROOT / "examples").glob("*.ipynb"))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_notebook(path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    for needed in ("ipykernel", "matplotlib", "pandas"):
        pytest.importorskip(needed)
    book = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells), "notebooks are kept without what they printed"
    folder = {"metadata": {"path": str(ROOT / "examples")}}
    nbclient.NotebookClient(book, timeout=120, resources=folder).execute()
    said = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in said if output.output_type == "error"]
    assert not [output["text"] for output in said if output.get("name") == "stderr"]
    shown = {kind for output in said for kind in output.get("data", {})}
    assert "text/html" in shown
    if "matplotlib" in path.read_text("utf-8"):
        assert "image/png" in shown
