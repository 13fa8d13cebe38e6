"""Why something could not be read. Damage is no error: what cannot be repaired is a warning of the report."""


class GongbaoError(Exception):
    """The base of every error of this package."""


class DecodeError(GongbaoError, ValueError):
    """The input is no text: a picture, an archive, half a surrogate pair."""


class TooLongError(GongbaoError, ValueError):
    """The input is longer than the limit of the analyzer."""


class MissingExtraError(GongbaoError, ImportError):
    """A package that this needs is not installed; the message names the extra that brings it."""
