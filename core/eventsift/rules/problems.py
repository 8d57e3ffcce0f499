"""What can be wrong with rule and lexicon files: the codes, one problem, and the error that carries many."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from eventsift.errors import RuleError

__all__ = ["CODES", "Code", "RuleErrors", "RuleProblem", "in_order", "nearest"]

Severity = Literal["error", "warning"]
DOCS = "docs/codes.md"
SHOWN = 100  # characters of a line that are shown around the caret


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: what it is, why it matters, what to do."""

    name: str
    severity: Severity
    what: str
    remedy: str


def _codes(severity: Severity, rows: Iterable[tuple[str, str, str]]) -> Iterable[tuple[str, Code]]:
    return ((name, Code(name, severity, what, remedy)) for name, what, remedy in rows)


CODES: dict[str, Code] = {
    **dict(
        _codes(
            "error",
            [
                (
                    "syntax",
                    "The file is not YAML.",
                    "Mend the YAML; a value with `: `, `#`, `[` or `{` needs quotes.",
                ),
                (
                    "duplicate-key",
                    "A key stands twice in one mapping; YAML readers would keep the last one in silence.",
                    "Keep one of them, or give the two different names.",
                ),
                (
                    "alias",
                    "The file uses YAML anchors or aliases, which can blow up.",
                    "Write the value out.",
                ),
                ("too-large", "The file is above the size that is read.", "Split it."),
                (
                    "unreadable",
                    "The file cannot be opened, or is not UTF-8.",
                    "Save it as UTF-8; check the path.",
                ),
                (
                    "unknown-key",
                    "A key that the rule language does not have.",
                    "Mend the spelling or delete it.",
                ),
                ("missing-key", "A key that must be there is not.", "Add it."),
                (
                    "wrong-type",
                    "A value of the wrong kind: a list for a text, a text for a number.",
                    "See the language reference.",
                ),
                (
                    "bad-value",
                    "A value that the key or the event's field does not take.",
                    "Use one of the values that the message lists.",
                ),
                (
                    "unknown-event",
                    "No installed plugin has this event type.",
                    "Mend `event:`, or install the plugin.",
                ),
                (
                    "unknown-field",
                    "A field or slot that the event model does not have.",
                    "Mend the spelling. A helper slot that only a plugin's Python step reads starts with `_`.",
                ),
                (
                    "unknown-family",
                    "A word family that no lexicon gives.",
                    "Mend `@name`, or add the family to a lexicon.",
                ),
                (
                    "unknown-form",
                    "A form that word families do not have, or that this family has no word of.",
                    "Use a form that it has, or `verbs:`/`nouns:` in its entry.",
                ),
                (
                    "unknown-macro",
                    "A macro that the file does not define.",
                    "Mend `$name`, or add it under `macros:`.",
                ),
                (
                    "unknown-type",
                    "A mention type that no lexicon and no recogniser gives: the slot would stay empty for ever.",
                    "Mend the spelling, or add a lexicon of that type.",
                ),
                (
                    "slot-without-type",
                    "A slot whose type is nowhere said.",
                    "Write `<slot:type>`, or declare it under `slots:`.",
                ),
                (
                    "pattern",
                    "A pattern that cannot be read.",
                    "See the pattern language; every bracket needs its partner.",
                ),
                (
                    "misplaced",
                    "`TRIGGER` or `<>` where it means nothing, or missing where it is needed.",
                    "`<>` belongs in `find`, `TRIGGER` in `find`, `when`, `unless` and `values`.",
                ),
                (
                    "wide-gap",
                    "A gap, or a repetition, so wide that anything fits.",
                    "Narrow it, or say what must not stand in it: `..n!(…)`.",
                ),
                (
                    "empty-match",
                    "A trigger that matches nothing at all.",
                    "Let it demand at least one word or mention.",
                ),
                (
                    "unanchored",
                    "A trigger that demands no word and no type, so that it is never looked for.",
                    "Let it demand a word, a family or a type in every branch.",
                ),
                ("duplicate-id", "Two rules with one id (case does not count).", "Rename one."),
                (
                    "few-examples",
                    "A rule with fewer than two matching examples or without a near miss.",
                    "Add them; a near miss has `match: false`.",
                ),
                (
                    "name-literal",
                    "A proper name in a pattern. Names live in lexicons.",
                    "Use a slot of a type, such as `<:country>`.",
                ),
                ("number-literal", "A number in a pattern.", "Use a slot of the type `amount` or `number`."),
                (
                    "date-literal",
                    "A month or a day of the week in a pattern.",
                    "Use a slot of the type `date`.",
                ),
                (
                    "dead-example",
                    "An example that says something which is never looked at, or contradicts another one.",
                    "Delete that part, or mend it.",
                ),
                (
                    "empty-glob",
                    "A folder, or a plugin, in which no rule file is found.",
                    "Check the path; rule files end in `.yaml`.",
                ),
                ("wrong-extension", "A YAML file with an ending that is not read.", "Rename it to `.yaml`."),
                (
                    "unread-file",
                    "A YAML file beside a plugin's rule files that the plugin does not name.",
                    "Add it to the extractor's `rules` or `lexicons`, or delete it.",
                ),
                ("lexicon", "A lexicon file that does not hold.", "See the lexicon format."),
            ],
        )
    ),
    **dict(
        _codes(
            "warning",
            [
                ("unused-macro", "A macro that no pattern uses.", "Delete it."),
                (
                    "long-gap",
                    "A wide gap, which links words that have nothing to do with one another.",
                    "Narrow it, or say what must not stand in it: `..n!(…)`.",
                ),
                (
                    "same-words",
                    "All matching examples have the same states, or the same goods.",
                    "Write one of them with others.",
                ),
                (
                    "near-copy",
                    "Two rules of one event type with the same triggers.",
                    "Make them one rule, or let the triggers differ.",
                ),
                (
                    "missing-field",
                    "A field that the event must have, which neither `set` nor a slot gives.",
                    "Give it under `set:` or `slots:`.",
                ),
            ],
        )
    ),
}


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


class RuleErrors(RuleError):
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
