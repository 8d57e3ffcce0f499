"""Tracing: how far a pattern comes in a strip, step by step, and what it stumbled on.

It reads a pattern's tree as the compiled expression does, only slowly and with all positions in view. Nothing
of it runs while articles are extracted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from math import prod
from typing import Literal
from weakref import WeakKeyDictionary

from eventsift.compiler import PHRASE, Pattern
from eventsift.rules.pattern import (
    Alternatives,
    AnyToken,
    Family,
    Gap,
    Node,
    Not,
    Optional_,
    Repeat,
    Sequence_,
    Slot,
    Start,
    Trigger,
    Word,
)
from eventsift.symbols import BREAK, CAPITAL, COMMA, DASH, ING, LOWER, MARK, PAST, SHAPES, SymbolTable
from eventsift.tokens import tokenise

__all__ = ["Miss", "Tracer", "unparse"]

WIDEST = 40  # how far a gap is stretched to see whether it was too narrow
INSERTIONS = ((COMMA, 16), (DASH, 20))
WIDER = 8  # tokens beyond what the gap takes
MOST_VARIANTS = 24
ENOUGH = 0.6  # of the parts that must be there
_NOUNS = LOWER + CAPITAL + PAST + ING
_SHOWN = 60


Why = Literal["word", "gap", "barred"]


@dataclass(frozen=True, slots=True)
class Miss:
    """A pattern that would match but for one part.

    ``part`` is that part as written; the symbols ``first`` to ``last`` stand in its place. ``why``: word
    (another word stands there), gap (it is wider), barred (a word that the gap excludes stands in it).
    ``matched`` of ``parts`` parts are there.
    """

    part: str
    why: Why
    first: int
    last: int
    start: int
    end: int
    matched: int
    parts: int
    node: Node | None = None


def unparse(node: Node) -> str:
    """A tree as an author would write it; macros are written out.

    >>> from eventsift.rules.pattern import parse_pattern
    >>> unparse(parse_pattern("ban~ ..3!(@clause) [of] (<goods:good+>|it)*2"))
    'ban~ ..3!(@clause) [of] (<goods:good+>|it)*2'
    """
    match node:
        case Word(text, inflected):
            return text + "~" * inflected
        case Family(name, form):
            return f"@{name}.{form}" if form else f"@{name}"
        case Slot(name, types, many):
            return f"<{name or ''}{':' if types else ''}{'|'.join(types)}{'+' * many}>"
        case Gap(size, without):
            return f"..{size}" + (f"!({_bare(without)})" if without else "")
        case Sequence_(parts):
            return " ".join(map(unparse, parts))
        case Alternatives():
            return f"({_bare(node)})"
        case Optional_(part):
            return f"[{_bare(part)}]"
        case Repeat(part, most):
            inner = unparse(part)
            return f"{inner if inner.startswith('(') else f'({inner})'}*{most}"
        case Not(part):
            return f"!({_bare(part)})"
        case AnyToken():
            return "_"
        case Start():
            return "^"
        case Trigger():
            return "TRIGGER"


def _bare(node: Node) -> str:
    return "|".join(map(unparse, node.options)) if isinstance(node, Alternatives) else unparse(node)


def _variants(node: Node) -> list[tuple[Node, ...]]:
    """The sequences that a pattern stands for: alternatives of more than words one by one."""
    match node:
        case Sequence_(parts):
            each = [_variants(part) for part in parts]
            while prod(map(len, each)) > MOST_VARIANTS:
                widest = max(range(len(each)), key=lambda n: len(each[n]))
                each[widest] = [(parts[widest],)]
            return [tuple(chain.from_iterable(chosen)) for chosen in product(*each)]
        case Alternatives(options) if not all(isinstance(option, Word | Family | Slot) for option in options):
            found = [variant for option in options for variant in _variants(option)]
            return found if len(found) <= MOST_VARIANTS else [(node,)]
        case _:
            return [(node,)]


_Symbols = frozenset[str]
_KNOWN: WeakKeyDictionary[SymbolTable, tuple[int, tuple[_Symbols, _Symbols]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class _Variant:
    """A sequence of parts; ``solid`` are those that must be there, with the symbols that each needs."""

    parts: tuple[Node, ...]
    solid: tuple[int, ...]
    needs: tuple[tuple[frozenset[str], ...], ...]


def _words_and_marks(table: SymbolTable) -> tuple[frozenset[str], frozenset[str]]:
    """The symbols of words, and those of other signs; kept until the table grows."""
    size, found = _KNOWN.get(table, (-1, (frozenset(), frozenset())))
    if size != len(table.words):
        words = frozenset(symbol for word, symbol in table.words.items() if word[0].isalpha())
        found = words, frozenset(table.words.values()) - words
        _KNOWN[table] = len(table.words), found
    return found


class Tracer:
    """Follows one pattern through strips of symbols. It holds for the symbols that the table has now."""

    def __init__(self, pattern: Pattern, table: SymbolTable) -> None:
        pattern.bind(table)
        self.pattern, self.table = pattern, table
        self.symbols = ""
        self._ends: dict[tuple[int, int], set[int]] = {}
        self._forms: dict[int, dict[str, list[list[frozenset[str]]]]] = {}
        self._types: dict[int, tuple[frozenset[str], bool]] = {}
        self._words, self._marks = _words_and_marks(table)
        self._links = [self._members(tokenise(text)[2]) for text in pattern._links()]
        self._variants = [variant for parts in _variants(pattern.node) if (variant := self._variant(parts))]

    def _variant(self, parts: tuple[Node, ...]) -> _Variant | None:
        kinds = Word | Family | Slot | Alternatives | Repeat
        solid = tuple(n for n, part in enumerate(parts) if isinstance(part, kinds))
        needs = tuple(tuple(symbols for symbols, _ in self.pattern._collect(parts[n])) for n in solid)
        return _Variant(parts, solid, needs) if len(solid) > 1 else None

    def _members(self, words: Sequence[str]) -> list[frozenset[str]]:
        return [frozenset(self.table.word_members(word)) for word in words]

    def read(self, symbols: str) -> None:
        """Take up another strip."""
        self.symbols = symbols
        self._ends = {}

    def near(self, symbols: str) -> Miss | None:
        """What keeps the pattern from matching in a strip of symbols, where it is one part only."""
        self.read(symbols)
        present = frozenset(symbols)
        found = [miss for variant in self._variants for miss in self._misses(variant, present)]
        return max(
            found, key=lambda miss: (miss.matched / miss.parts, miss.matched, -miss.last), default=None
        )

    def _misses(self, variant: _Variant, present: frozenset[str]) -> Iterator[Miss]:
        """Each part that, were it otherwise, would let the sequence match."""
        count = len(variant.solid)
        enough = (count - 1) / count >= ENOUGH
        absent = [
            number
            for number, needs in zip(variant.solid, variant.needs, strict=True)
            if any(present.isdisjoint(need) for need in needs)
        ]
        if len(absent) > enough:
            return
        for number, part in enumerate(variant.parts):
            gap = isinstance(part, Gap) and not absent
            word = enough and number in variant.solid and (not absent or number in absent)
            if not (gap or (word and self._telling(variant, number))):
                continue
            found = self._without(variant.parts, number)
            if found:
                yield Miss(_short(part), *found, count - word, count, part)

    def _telling(self, variant: _Variant, number: int) -> bool:
        """Whether some other part is more than a word such as *of*."""
        common = self.table.common
        return any(
            common.isdisjoint(need)
            for n, needs in zip(variant.solid, variant.needs, strict=True)
            if n != number
            for need in needs
        )

    def _without(self, parts: Sequence[Node], number: int) -> tuple[Why, int, int, int, int] | None:
        part = parts[number]
        for start in range(len(self.symbols)):
            for first in sorted(self._through(parts[:number], {start})):
                for why, last in self._otherwise(part, first):
                    ends = self._through(parts[number + 1 :], {last})
                    if ends:
                        return why, first, last, start, max(ends)
        return None

    def _otherwise(self, part: Node, first: int) -> Iterator[tuple[Why, int]]:
        """What else may stand in the place of a part that begins at ``first``."""
        if isinstance(part, Gap):
            if part.without is not None:
                for last in sorted(self._gap(Gap(part.size), first) - self._gap(part, first)):
                    yield "barred", last
            wide = Gap(min(WIDEST, part.size + WIDER), part.without)
            for last in sorted(self._gap(wide, first) - self._gap(part, first)):
                yield "gap", last
            return
        if first < len(self.symbols) and self._plausible(part, first):
            yield "word", first + 1

    def _plausible(self, part: Node, at: int) -> bool:
        """Whether the author may want the word there: no *of* for a noun, no name for a verb."""
        symbol = self.symbols[at]
        if symbol in self.table.common or at + 1 in self.ends(part, at):
            return False
        if symbol in _NOUNS:
            return True
        known = symbol in self._words
        return (isinstance(part, Slot) and not known and symbol not in SHAPES) or (
            known and symbol not in SHAPES
        )

    def _through(self, parts: Sequence[Node], positions: set[int]) -> set[int]:
        for part in parts:
            positions = {end for position in positions for end in self.ends(part, position)}
            if not positions:
                break
        return positions

    def ends(self, node: Node, i: int) -> set[int]:
        """All positions that a part which begins at ``i`` can end at."""
        key = (id(node), i)
        found = self._ends.get(key)
        if found is None:
            found = self._ends[key] = self._find_ends(node, i)
        return found

    def _find_ends(self, node: Node, i: int) -> set[int]:
        match node:
            case Word() | Family():
                return self._word(node, i)
            case Slot():
                return self._slot(node, i)
            case Gap():
                return self._gap(node, i)
            case Sequence_(parts):
                return self._through(parts, {i})
            case Alternatives(options):
                return {end for option in options for end in self.ends(option, i)}
            case Optional_(part):
                return {i} | self.ends(part, i)
            case Repeat(part, most):
                return self._repeated(part, most, i)
            case Not(part):
                return set() if self.ends(part, i) else {i}
            case AnyToken():
                return {i + 1} if i < len(self.symbols) and self.symbols[i] not in (BREAK, MARK) else set()
            case Start():
                return {i} if i == 0 else set()
            case Trigger():
                return {i + 1} if self.symbols[i : i + 1] == MARK else set()

    def _word(self, node: Word | Family, i: int) -> set[int]:
        forms = self._forms.get(id(node))
        if forms is None:
            forms = self._forms[id(node)] = self._by_first(node)
        if i >= len(self.symbols):
            return set()
        return {i + len(form) for form in forms.get(self.symbols[i], ()) if self._stand(form, i)}

    def _by_first(self, node: Word | Family) -> dict[str, list[list[frozenset[str]]]]:
        """The forms of a word or family, by the symbols that they can begin with."""
        forms: dict[str, list[list[frozenset[str]]]] = {}
        for text in sorted(self.pattern._texts(node)):
            form = self._members(tokenise(text)[2])
            for symbol in form[0] if form else ():
                known = forms.setdefault(symbol, [])
                if form[1:] not in [one[1:] for one in known]:
                    known.append(form)
        return forms

    def _stand(self, form: list[frozenset[str]], i: int) -> bool:
        symbols = self.symbols
        return i + len(form) <= len(symbols) and all(
            symbols[i + n] in members for n, members in enumerate(form)
        )

    def _slot(self, slot: Slot, i: int) -> set[int]:
        once = self._one(slot, i)
        if not slot.many:
            return once
        found, grown = set(once), set(once)
        for _ in range(8):
            grown = {end for p in grown for q in self._linked(p) for end in self._one(slot, q)} - found
            if not grown:
                break
            found |= grown
        return found

    def _one(self, slot: Slot, i: int) -> set[int]:
        known = self._types.get(id(slot))
        if known is None:
            types = self.pattern._slot_types(slot)
            symbols = frozenset(symbol for type_ in types for symbol in self.table.type_members(type_))
            known = self._types[id(slot)] = (symbols, PHRASE in types)
        members, phrase = known
        ends = {i + 1} if i < len(self.symbols) and self.symbols[i] in members else set()
        for last in range(i, min(i + 4, len(self.symbols))) if phrase else ():
            if self.symbols[last] not in _NOUNS:
                break
            if self.symbols[last] in (LOWER, CAPITAL):
                ends.add(last + 1)
        return ends

    def _linked(self, i: int) -> set[int]:
        """Where the next member of a list may begin."""
        comma = self.symbols[i : i + 1] == COMMA
        begins = {i, i + 1} if comma else {i}
        after = {p + len(link) for p in begins for link in self._links if self._stand(link, p)}
        if comma:
            after.add(i + 1)
        for position in list(after):
            for step in (0, 1):
                if self.symbols[position + step : position + step + 1] in tuple(_NOUNS):
                    after.add(position + step + 1)
                else:
                    break
        return after

    def _gap(self, gap: Gap, i: int) -> set[int]:
        found = {i}
        grown = {i}
        for _ in range(gap.size):
            grown = {end for position in grown for end in self._steps(position, gap.without)} - found
            if not grown:
                break
            found |= grown
        return found

    def _steps(self, i: int, barrier: Node | None) -> Iterator[int]:
        symbols = self.symbols
        if (
            i >= len(symbols)
            or symbols[i] in (BREAK, MARK)
            or (barrier is not None and self.ends(barrier, i))
        ):
            return
        yield i + 1
        for mark, longest in INSERTIONS:
            if symbols[i] == mark:
                close = symbols.find(mark, i + 1)
                inside = symbols[i + 1 : close]
                if 1 < close - i <= longest + 1 and not (BREAK in inside or MARK in inside):
                    yield close + 1

    def _repeated(self, part: Node, most: int, i: int) -> set[int]:
        found: set[int] = set()
        grown = {i}
        for _ in range(most):
            grown = {end for position in grown for end in self.ends(part, position)} - found
            if not grown:
                break
            found |= grown
        return found


def _short(node: Node) -> str:
    text = unparse(node)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
