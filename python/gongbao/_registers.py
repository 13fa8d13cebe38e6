"""Registers: lists of facts that can be summed up."""

from __future__ import annotations

from gongbao._gongbao import Mechanism, MechanismSummary, summarise


class Mechanisms(tuple[Mechanism, ...]):
    """The mechanisms of a report, in text order: a tuple that can be summed up.

    >>> import gongbao as gb
    >>> report = gb.analyze("坚持党建带关建。以党的建设带动关工委建设，发挥“五老”作用。")
    >>> for row in report.mechanisms.summary():
    ...     print(row.name, row.count, row.pattern, row.expansion)
    党建带关建 2 lead None
    五老 1 numeral ('老干部', '老战士', '老专家', '老教师', '老模范')
    """

    __slots__ = ()

    def summary(self) -> tuple[MechanismSummary, ...]:
        """Each mechanism once, in the order of the first mentions, with how often and in which sections it stands.

        >>> import gongbao as gb
        >>> gb.analyze("发挥五老作用，组织五老宣讲。").mechanisms.summary()[0].count
        2
        """
        return summarise(self)


# As the user meets it.
Mechanisms.__module__ = "gongbao"
