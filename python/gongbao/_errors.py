"""Why something could not be read. Damage is no error: what cannot be repaired is a warning of the report."""


from __future__ import annotations


class GongbaoError(Exception):
    """The base of every error of this package."""


class DecodeError(GongbaoError, ValueError):
    """The input is no text: a picture, an archive, half a surrogate pair."""


class TooLongError(GongbaoError, ValueError):
    """The input is longer than the limit of the analyzer."""


class MissingExtraError(GongbaoError, ImportError):
    """A package that this needs is not installed; the message names the extra that brings it."""


class LexiconError(GongbaoError, ValueError):
    """An entry of a lexicon is wrong; `file` and `line` say where (`line` is `None` for a dict)."""

    def __init__(self, message: str, file: str | None = None, line: int | None = None) -> None:
        super().__init__(message, file, line)
        self.file = file
        self.line = line

    def __str__(self) -> str:
        return str(self.args[0])
