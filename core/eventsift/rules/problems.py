"""A problem of a rule or lexicon file, and the error that carries many."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from eventsift.errors import RuleError
from eventsift.rules.codes import CODES

__all__ = ["DOCS", "RuleErrors", "RuleProblem", "in_order", "nearest"]

DOCS = "docs/codes.md"
SHOWN = 100  # characters of a line that are shown around the caret


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """One problem and its place; ``line`` and ``column`` count from 1, ``shown`` is the line as it stands."""

    code: str
    message: str
    file: str
    line: int = 1
    column: int = 1
    hint: str = ""
    shown: str = ""

    @property
    def warning(self) -> bool:
        """Whether it is a warning only."""
        return CODES[self.code].severity == "warning"

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.code} {kind}{self.message}{hint}"

    def caret(self) -> list[str]:
        """The line and a caret below the place; nothing where there is no line."""
        if not self.shown.strip():
            return []
        column = min(self.column - 1, len(self.shown))
        begin = max(0, column - SHOWN // 2) if len(self.shown) > SHOWN else 0
        piece = "".join(c if c.isprintable() else " " for c in self.shown[begin : begin + SHOWN])
        indent = len(piece) - len(piece.lstrip()) if not begin else 0
        indent = min(indent, column - begin)
        return [f"    {piece[indent:].rstrip()}", "    " + " " * max(0, column - begin - indent) + "^"]

    def data(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return {
            "code": self.code,
            "severity": CODES[self.code].severity,
            "message": self.message,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "hint": self.hint,
            "docs": f"{DOCS}#{self.code}",
        }


class RuleErrors(RuleError):  # noqa: N818 - one error, many problems
    """All problems of a file at once."""

    def __init__(self, problems: Iterable[RuleProblem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[RuleProblem]) -> tuple[RuleProblem, ...]:
    """Without repetitions, by file and place."""
    unique = {(p.code, p.file, p.line, p.column, p.message): p for p in problems}
    return tuple(sorted(unique.values(), key=lambda p: (p.file, p.line, p.column, p.code, p.message)))


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint: the nearest valid word, or a short list of them; empty where nothing helps.

    >>> nearest("triger", ["trigger", "title"])
    "did you mean 'trigger'?"
    """
    words = sorted(set(known))
    lower = {w.casefold(): w for w in reversed(words)}
    near = difflib.get_close_matches(word.casefold(), list(lower), 1, 0.6)
    if near:
        return f"did you mean {lower[near[0]]!r}?"
    return f"there are: {', '.join(words)}" if 0 < len(words) <= 12 else ""
