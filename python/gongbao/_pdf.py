"""The text layer of a PDF, by pypdfium2, which the extra `pdf` brings."""

from __future__ import annotations

import threading

from gongbao._errors import MissingExtraError

#: PDFium is not made for threads.
_LOCK = threading.Lock()


def text(data: bytes) -> str:
    """The text of the pages, one after the other; a page that ends in the middle of a line is no paragraph."""
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError(f"to read a PDF needs {error.name}: pip install 'gongbao[pdf]'") from error
    pages: list[str] = []
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ValueError(f"the PDF cannot be opened: {error}") from error
        try:
            for number in range(len(document)):
                try:
                    page = document[number]
                    layer = page.get_textpage()
                except pypdfium2.PdfiumError as error:
                    raise ValueError(f"page {number + 1} of {len(document)} of the PDF cannot be read: {error}") from error
                # What is no character: the mark of a hyphen at the end of a line, and what has no text.
                said = layer.get_text_bounded().replace("\ufffe", "").replace("\x00", "")
                pages.append(said.replace("\r\n", "\n").rstrip("\n"))
                layer.close()
                page.close()
        finally:
            document.close()
    return "\n".join(pages)
