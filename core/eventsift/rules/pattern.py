"""The pattern language: what an analyst writes, read into a small tree.

| written | stands for |
| --- | --- |
| ``word`` | the word itself |
| ``word~`` | the word in every inflection |
| ``@family`` ``@family.past`` | a word family of a lexicon, or some forms of it |
| ``<slot:type>`` ``<slot>`` | a mention of a type, taken for a slot (its declared type where none is given) |
| ``<:type>`` | a mention of a type, not taken |
| ``<slot:type+>`` | a list: *A, B and C* |
| ``<>`` ``<+>`` | in ``find``: the mention, or the list, that is looked for |
| ``<own:type>`` | the same, of this type only |
| ``TRIGGER`` | in ``find`` and ``when``: the words that the trigger matched |
| ``..n`` | a gap of at most n tokens; what stands between two commas or dashes counts as one |
| ``..n!(a|b)`` | the same, with none of these in it |
| ``[x]`` ``(a|b)`` ``(a)*n`` | optional; either; up to n times, at least once |
| ``!(x)`` | what follows is not x |
| ``^`` ``_`` | start of the sentence; any one token |
| ``$name`` | a macro: a pattern with a name |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = [
    "Alternatives",
    "AnyToken",
    "Family",
    "Gap",
    "Node",
    "Not",
    "Optional_",
    "Parsed",
    "PatternError",
    "Repeat",
    "Sequence_",
    "Slot",
    "Start",
    "Trigger",
    "Word",
    "parse_pattern",
    "walk",
]

MAX_GAP = 40
MAX_DEPTH = 30
MAX_PARTS = 20_000  # of a pattern with its macros written out: macros that hold macros can grow without end
MAX_REPEAT = 20


class PatternError(ValueError):
    """A pattern that cannot be read; ``column`` counts from 0 within the pattern."""

    def __init__(self, code: str, message: str, column: int = 0) -> None:
        super().__init__(message)
        self.code, self.message, self.column = code, message, column


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    inflected: bool = False
    column: int = 0


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    form: str | None = None
    column: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """``name`` is None for ``<:type>``, empty for ``<>``."""

    name: str | None
    types: tuple[str, ...]
    many: bool = False
    column: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    size: int
    without: Node | None = None


@dataclass(frozen=True, slots=True)
class Sequence_:  # noqa: N801 - typing has the plain name
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Optional_:  # noqa: N801 - typing has the plain name
    part: Node


@dataclass(frozen=True, slots=True)
class Repeat:
    part: Node
    most: int


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class AnyToken:
    pass


@dataclass(frozen=True, slots=True)
class Start:
    pass


@dataclass(frozen=True, slots=True)
class Trigger:
    pass


Node = (
    Word
    | Family
    | Slot
    | Gap
    | Sequence_
    | Alternatives
    | Optional_
    | Repeat
    | Not
    | AnyToken
    | Start
    | Trigger
)

_LEXER = re.compile(
    r"""(?P<space>\s+)
    | \.\.(?P<gap>\d+)(?P<without>!\()?
    | <(?P<slot>[a-z_]*)(?P<colon>:(?P<types>[a-z_|]+))?(?P<many>\+)?>
    | @(?P<family>[a-z_][a-z_0-9-]*)(?:\.(?P<form>[a-z]+))?
    | \$(?P<macro>[a-z_][a-z_0-9-]*)
    | (?P<trigger>TRIGGER\b)
    | (?P<not>!\() | (?P<open>\() | (?P<close>\)) | (?P<opt>\[) | (?P<tpo>\]) | (?P<bar>\|)
    | \*(?P<repeat>\d+) | (?P<start>\^) | (?P<any>_(?![\w]))
    | (?P<word>[^\s()\[\]|<>@$*^!]+)""",
    re.VERBOSE,
)


Parsed = dict[str, tuple[Node, int]]
"""Macros by name: their trees, and how many parts they have when they are written out."""


def parse_pattern(
    text: str, macros: Mapping[str, str | list[str]] | None = None, parsed: Parsed | None = None
) -> Node:
    """The tree of a pattern. Raises PatternError with the column of what is wrong.

    ``parsed`` remembers the trees of these macros from one pattern to the next.
    """
    return _Parser(text, macros or {}, (), [MAX_PARTS], {} if parsed is None else parsed).parse()


def walk(node: Node) -> Iterator[Node]:
    """The node and all nodes below it, in the order in which they are written."""
    left = [node]
    while left:
        node = left.pop()
        yield node
        match node:
            case Word() | Family() | Slot():
                pass
            case Sequence_(parts):
                left.extend(reversed(parts))
            case Alternatives(options):
                left.extend(reversed(options))
            case Optional_(part) | Repeat(part, _) | Not(part):
                left.append(part)
            case Gap(_, without) if without is not None:
                left.append(without)


class _Parser:
    def __init__(
        self,
        text: str,
        macros: Mapping[str, str | list[str]],
        inside: tuple[str, ...],
        left: list[int],
        parsed: Parsed,
    ) -> None:
        self.text, self.macros, self.inside, self.left, self.parsed = text, macros, inside, left, parsed
        self.tokens = list(self._lex())
        self._spend(len(self.tokens))
        self.at = 0
        self.depth = 0

    def _spend(self, parts: int) -> None:
        self.left[0] -= parts
        if self.left[0] < 0:
            raise PatternError("pattern", f"more than {MAX_PARTS} parts, macros written out")

    def _lex(self) -> Iterator[re.Match[str]]:
        position = 0
        while position < len(self.text):
            found = _LEXER.match(self.text, position)
            if found is None:
                raise PatternError("pattern", f"cannot read {self.text[position:][:12]!r}", position)
            position = found.end()
            if found.lastgroup != "space":
                yield found

    def parse(self) -> Node:
        if not self.tokens:
            raise PatternError("pattern", "the pattern is empty")
        node = self._alternatives()
        if self.at < len(self.tokens):
            stray = self.tokens[self.at]
            raise PatternError("pattern", f"unexpected {stray.group()!r}", stray.start())
        return node

    def _peek(self) -> re.Match[str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _alternatives(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise PatternError("pattern", f"nested more than {MAX_DEPTH} deep")
        options = [self._sequence()]
        while (token := self._peek()) and token["bar"]:
            self.at += 1
            options.append(self._sequence())
        self.depth -= 1
        return options[0] if len(options) == 1 else Alternatives(tuple(options))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while (token := self._peek()) and not (token["bar"] or token["close"] or token["tpo"]):
            part = self._item(token)
            after = self._peek()
            if after and after["repeat"]:
                self.at += 1
                most = int(after["repeat"][:9])
                if not 1 <= most <= MAX_REPEAT:
                    message = f"repeated {most} times; from 1 to {MAX_REPEAT} are possible"
                    raise PatternError("wide-gap" if most else "pattern", message, after.start())
                part = Repeat(part, most)
            parts.append(part)
        if not parts:
            column = self.tokens[min(self.at, len(self.tokens) - 1)].start()
            raise PatternError("pattern", "nothing stands here", column)
        return parts[0] if len(parts) == 1 else Sequence_(tuple(parts))

    def _item(self, token: re.Match[str]) -> Node:
        self.at += 1
        column = token.start()
        if token["word"]:
            return self._word(token["word"], column)
        if token["family"]:
            return Family(token["family"], token["form"], column)
        if token["gap"]:
            return self._gap(token, column)
        if token["slot"] is not None:
            return self._slot(token, column)
        if token["macro"]:
            return self._macro(token["macro"], column)
        if token["open"] or token["not"]:
            inner = self._closed(")", column)
            return Not(inner) if token["not"] else inner
        if token["opt"]:
            return Optional_(self._closed("]", column))
        if token["trigger"]:
            return Trigger()
        if token["start"]:
            return Start()
        if token["any"]:
            return AnyToken()
        raise PatternError("pattern", f"unexpected {token.group()!r}", column)

    def _closed(self, mark: str, column: int) -> Node:
        node = self._alternatives()
        token = self._peek()
        if token is None or token.group() != mark:
            raise PatternError("pattern", f"no {mark!r} closes this", column)
        self.at += 1
        return node

    def _word(self, text: str, column: int) -> Node:
        return Word(
            text.removesuffix("~").lower().replace("’", "'"), text.endswith("~") and len(text) > 1, column
        )

    def _gap(self, token: re.Match[str], column: int) -> Gap:
        size = int(token["gap"][:9])
        if size > MAX_GAP:
            raise PatternError("wide-gap", f"a gap of {size} tokens; the widest is {MAX_GAP}", column)
        return Gap(size, self._closed(")", column) if token["without"] else None)

    def _slot(self, token: re.Match[str], column: int) -> Slot:
        types = tuple(token["types"].split("|")) if token["types"] else ()
        name = None if token["colon"] and not token["slot"] else token["slot"]
        return Slot(name, types, bool(token["many"]), column)

    def _macro(self, name: str, column: int) -> Node:
        if name not in self.macros:
            raise PatternError("unknown-macro", f"unknown macro ${name}", column)
        if name in self.inside:
            raise PatternError("pattern", f"the macro ${name} holds itself", column)
        if len(self.inside) > MAX_DEPTH:
            raise PatternError("pattern", f"macros within macros, more than {MAX_DEPTH} deep", column)
        if name in self.parsed:
            node, parts = self.parsed[name]
            self._spend(parts)
            return node
        before = self.left[0]
        text = self.macros[name]
        joined = text if isinstance(text, str) else " | ".join(f"({part})" for part in text)
        node = _Parser(joined, self.macros, (*self.inside, name), self.left, self.parsed).parse()
        self.parsed[name] = node, before - self.left[0]
        return node
