"""What the fuzzers begin with: the texts of the shared cases, pieces of the corpus in its encodings, tables, documents.

Every seed is small: a fuzzer changes a few bytes at a time, and reads a short text a thousand times a second.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Bytes of a seed.
MOST = 1500


def texts() -> list[str]:
    """The texts of the cases, one damage each."""
    found: list[str] = []
    for path in sorted((ROOT / "tests" / "cases").glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            found.append(case["text"])
    return found


def pieces() -> list[bytes]:
    """Pages of the corpus, cut at their lines."""
    found: list[bytes] = []
    for path in sorted((ROOT / "corpus").glob("1*.*")):
        piece = b""
        for line in path.read_bytes().splitlines(keepends=True):
            if piece and len(piece) + len(line) > MOST:
                found.append(piece)
                piece = b""
            piece += line[:MOST]
        found.append(piece)
    return found


def document(text: str) -> str:
    """The XML of a Word document, a paragraph a line, the second in a table."""
    paragraphs = [f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.replace("&", "").replace("<", "").split("\n")]
    if len(paragraphs) > 1:
        paragraphs[1] = f"<w:tbl><w:tr><w:tc>{paragraphs[1]}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    return f'<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{"".join(paragraphs)}</w:body></w:document>'


def archive(xml: str) -> bytes:
    """A document packed as Word packs it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", xml)
    return out.getvalue()


def seeds() -> dict[str, list[bytes]]:
    """What each target begins with."""
    small = [text.encode() for text in texts() if len(text.encode()) <= MOST]
    pages = pieces()
    plain = [page for page in pages if is_text(page)]
    html = [page for page in plain if b"<p" in page or b"<td" in page] + [text for text in small if b"<" in text]
    tables = [
        b"\n".join(path.read_bytes().splitlines()[:20]) + b"\n"
        for path in sorted((ROOT / "crates" / "gongbao-data" / "tables").glob("*.tsv"))
    ]
    words = [document(text) for text in texts()[::9]]
    return {
        "decode": [*pages, *small[::4], *[text.decode().encode("utf-16") for text in small[::20]]],
        "restore": [*small, *plain],
        "analyze": [*small, *plain],
        "html": html,
        "docx": [*[xml.encode() for xml in words], *[archive(xml) for xml in words[::6]]],
        "lexicon": [table for table in tables if len(table) <= 4 * MOST],
    }


def is_text(page: bytes) -> bool:
    """Whether a piece is UTF-8: a line may have been cut inside a character."""
    try:
        page.decode()
    except UnicodeDecodeError:
        return False
    return True


def main() -> None:
    """Writes the seeds of the targets named, beside what the fuzzers have found themselves."""
    for target, contents in seeds().items():
        if target not in sys.argv[1:]:
            continue
        folder = ROOT / "fuzz" / "corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        for content in contents:
            (folder / f"seed-{hashlib.sha256(content).hexdigest()[:16]}").write_bytes(content)


if __name__ == "__main__":
    main()
