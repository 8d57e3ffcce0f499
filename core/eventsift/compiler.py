"""From a pattern's tree to a regular expression over symbols, and to what a sentence must hold for it to match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from eventsift.expressions import compile_expression
from eventsift.inflection import all_verb_forms, plural
from eventsift.lexicon import Family as FamilyEntry
from eventsift.rules.pattern import (
    Alternatives,
    AnyToken,
    Family,
    Gap,
    Node,
    Not,
    Optional_,
    PatternError,
    Repeat,
    Sequence_,
    Slot,
    Start,
    Trigger,
    Word,
    walk,
)
from eventsift.symbols import BREAK, CAPITAL, COMMA, DASH, ING, LOWER, MARK, PAST, SymbolTable
from eventsift.tokens import tokenise

__all__ = ["PHRASE", "Families", "Pattern"]

PHRASE = "phrase"  # the slot type for a run of words that no lexicon and no rule knows
_INSERTION = f"{COMMA}[^{COMMA}{BREAK}{MARK}]{{1,16}}{COMMA}|{DASH}[^{DASH}{BREAK}{MARK}]{{1,20}}{DASH}"
_IN_LIST = f"[{LOWER}{CAPITAL}{PAST}{ING}]{{0,2}}"
_PHRASE = f"[{LOWER}{CAPITAL}{ING}{PAST}]{{0,3}}[{LOWER}{CAPITAL}]"
# What stands between the members of a list, as words: languages other than English add theirs to the family.
_LINK_FAMILY = "list_link"
_LEAD_FAMILY = "list_lead"  # what may stand before a member: "Canada, the United States and Mexico"
_MOST_NEEDS = 6


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    return tuple(tokenise(text)[2])


@lru_cache(maxsize=16384)
def _split(texts: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the phrases among the texts, and the texts that are one word."""
    cut = [_words(text) for text in texts]
    phrases = frozenset(word for words in cut if len(words) > 1 for word in words)
    return phrases, frozenset(words[0] for words in cut if len(words) == 1)


@lru_cache(maxsize=4096)
def _inflected(word: str) -> frozenset[str]:
    forms = {plural(word)}
    for made in all_verb_forms(word):
        forms |= {made.base, made.third, made.past, made.participle, made.ing}
    return frozenset(forms)


class Families:
    """Word families by name: a plugin's own ones hide the shared ones."""

    def __init__(self, *layers: Mapping[str, FamilyEntry]) -> None:
        self._layers = layers
        self._known: dict[tuple[str, str | None], frozenset[str]] = {}

    def __contains__(self, name: str) -> bool:
        return any(name in layer for layer in self._layers)

    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted({name for layer in self._layers for name in layer})

    def words(self, name: str, form: str | None = None) -> frozenset[str]:
        """The words of a family (of one form) and of the families that it includes. Raises KeyError."""
        if (name, form) not in self._known:
            self._known[name, form] = frozenset(self._gather(name, form, set()))
        return self._known[name, form]

    def _gather(self, name: str, form: str | None, seen: set[str]) -> set[str]:
        family = next((layer[name] for layer in self._layers if name in layer), None)
        if family is None:
            raise KeyError(name)
        seen.add(name)
        words = set(family.words(form))
        for other in family.includes:
            if other not in seen:
                words |= self._gather(other, form, seen)
        return words


@dataclass(slots=True)
class Pattern:
    """A pattern that can be searched for in strips.

    ``slot_types`` gives the declared types of slots, ``own`` those of ``<>``. The expression is compiled when it is
    first needed, and again when the table has got symbols for the types that it asks for.
    """

    source: str
    node: Node
    families: Families
    slot_types: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    reverse: bool = False
    _table: SymbolTable | None = None
    _version: int = -1
    _regex: regex.Pattern[str] | None = None
    _plain: regex.Pattern[str] | None = None
    _needs: tuple[frozenset[str], ...] = ()
    _word_needs: tuple[frozenset[str], ...] = ()
    _typed: bool = False

    def __post_init__(self) -> None:
        last = self.node.parts[-1] if isinstance(self.node, Sequence_) else self.node
        # What stands before the trigger is looked for from the trigger backwards: the nearest one is meant.
        self.reverse = isinstance(last, Trigger)
        self._typed = any(isinstance(part, Slot) for part in walk(self.node))

    def word_sets(self) -> tuple[set[str], set[frozenset[str]]]:
        """The words that must be told from all others, and the sets of words that need not be told apart."""
        alone: set[str] = set()
        together: set[frozenset[str]] = set()
        many = False
        for part in walk(self.node):
            if isinstance(part, Word | Family):
                of_phrases, single = _split(self._texts(part))
                alone |= of_phrases
                if isinstance(part, Family) or part.inflected:
                    together.add(single)
                else:
                    alone |= single
            elif isinstance(part, Slot):
                many = many or part.many
        if many:
            for words in filter(None, (self._links(), self._leads())):
                of_phrases, single = _split(words)
                alone |= of_phrases
                together.add(single)
        return alone, together

    def _links(self) -> frozenset[str]:
        return (
            self.families.words(_LINK_FAMILY) if _LINK_FAMILY in self.families else frozenset(("and", "or"))
        )

    def _leads(self) -> frozenset[str]:
        return self.families.words(_LEAD_FAMILY) if _LEAD_FAMILY in self.families else frozenset()

    def _texts(self, node: Word | Family) -> frozenset[str]:
        if isinstance(node, Family):
            try:
                return self.families.words(node.name, node.form)
            except KeyError:
                raise PatternError("unknown-family", f"unknown family @{node.name}", node.column) from None
        return _inflected(node.text) if node.inflected else frozenset((node.text,))

    def bind(self, table: SymbolTable) -> None:
        """Make the expression for the symbols that the table has now."""
        if self._table is table and (self._version == table.version or not self._typed):
            return
        self._table, self._version = table, table.version
        needs = self._collect(self.node)
        self._needs = _rarest((symbols for symbols, _ in needs), table.common)
        self._word_needs = _rarest((symbols for symbols, typed in needs if not typed), table.common)
        self._regex = self._plain = None

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of symbols: a strip without one of each cannot match. The smallest set comes first."""
        return self._needs

    @property
    def word_needs(self) -> tuple[frozenset[str], ...]:
        """The same, of words alone: they can be looked for before any mention is recognised."""
        return self._word_needs

    def compiled(self, symbols: str = COMMA * 2) -> regex.Pattern[str]:
        """The regular expression for a string of symbols: where no insertion can stand, gaps need not look for one."""
        if symbols.count(COMMA) > 1 or symbols.count(DASH) > 1:
            if self._regex is None:
                self._regex = self._compile(self._expression(self.node))
            return self._regex
        if self._plain is None:
            self._plain = self._compile(self._expression(self.node).replace(_INSERTION + "|", ""))
        return self._plain

    def _compile(self, expression: str) -> regex.Pattern[str]:
        return compile_expression("(?r)" + expression if self.reverse else expression)

    # -- expression ---------------------------------------------------------------------------------------------

    def _expression(self, node: Node) -> str:
        match node:
            case Word() | Family():
                return _one_of(self._sequences(node))
            case Slot():
                return self._slot(node)
            case Gap():
                return self._gap(node)
            case Sequence_(parts):
                return "".join(self._expression(part) for part in parts)
            case Alternatives(options):
                return "(?:" + "|".join(self._expression(option) for option in options) + ")"
            case Optional_(part):
                return f"(?:{self._expression(part)})?"
            case Repeat(part, most):
                return f"(?:{self._expression(part)}){{1,{most}}}"
            case Not(part):
                return f"(?!{self._expression(part)})"
            case AnyToken():
                return f"[^{BREAK}{MARK}]"
            case Start():
                return r"\A"
            case Trigger():
                return MARK

    def _sequences(self, node: Word | Family) -> list[list[str]]:
        """Each text as a list of character classes, longest first."""
        assert self._table is not None
        singles: set[str] = set()
        longer: list[list[str]] = []
        for text in sorted(self._texts(node)):
            words = _words(text)
            if len(words) == 1:
                singles.update(self._table.word_members(words[0]))
            elif words:
                longer.append([_char_class(self._table.word_members(word)) for word in words])
        longer.sort(key=len, reverse=True)
        return [*longer, [_char_class(singles)]] if singles or not longer else longer

    def _slot(self, slot: Slot) -> str:
        types = self._slot_types(slot)
        assert self._table is not None
        members = {symbol for type_ in types for symbol in self._table.type_members(type_)}
        one = _char_class(members)
        if PHRASE in types:
            one = f"(?:{one}|{_PHRASE})" if members else f"(?:{_PHRASE})"
        body = one
        if slot.many:
            body = f"{one}(?:{self._link()}{self._lead()}{_IN_LIST}{one}){{0,8}}"
        if slot.name is None:
            return f"(?:{body})"
        return f"(?P<{slot.name or 'own'}>{body})"

    def slot_type_names(self) -> frozenset[str]:
        """All mention types that the pattern asks for."""
        slots = [part for part in walk(self.node) if isinstance(part, Slot)]
        return frozenset(type_ for slot in slots for type_ in self._slot_types(slot)) - {PHRASE}

    def _slot_types(self, slot: Slot) -> tuple[str, ...]:
        if slot.types:
            return slot.types
        declared = self.own if slot.name == "" else self.slot_types.get(slot.name or "", "")
        if not declared:
            raise PatternError("slot-without-type", f"the slot <{slot.name}> has no type", slot.column)
        return tuple(declared.split("|"))

    def _lead(self) -> str:
        assert self._table is not None
        symbols = {symbol for word in self._leads() for symbol in self._table.word_members(word)}
        return f"{_char_class(symbols)}?" if symbols else ""

    def _link(self) -> str:
        assert self._table is not None
        sequences = [
            [_char_class(self._table.word_members(word)) for word in _words(text)]
            for text in sorted(self._links())
        ]
        sequences.sort(key=len, reverse=True)
        return f"(?:{COMMA}?{_one_of(sequences)}|{COMMA})"

    def _gap(self, gap: Gap) -> str:
        if gap.without is None:
            return f"(?:{_INSERTION}|[^{BREAK}{MARK}]){{0,{gap.size}}}?"
        barrier = self._expression(gap.without)
        single = _SINGLE_CLASS.fullmatch(barrier)
        if single:
            return f"(?:{_INSERTION}|[^{BREAK}{MARK}{single[1] or single[2]}]){{0,{gap.size}}}?"
        return f"(?:(?!{barrier})(?:{_INSERTION}|[^{BREAK}{MARK}])){{0,{gap.size}}}?"

    # -- what must be there ---------------------------------------------------------------------------------------

    def _collect(self, node: Node) -> list[tuple[frozenset[str], bool]]:
        """Each thing that must be there: its symbols, and whether some of them stand for mentions by their type."""
        match node:
            case Word() | Family():
                return [(self._first_symbols(node), False)]
            case Slot():
                return [(symbols, True) for symbols in self._slot_symbols(node)]
            case Sequence_(parts):
                return [need for part in parts for need in self._collect(part)]
            case Repeat(part, _):
                return self._collect(part)
            case Alternatives(options):
                each = [self._collect(option) for option in options]
                if all(each):
                    # A word is the better choice: it can be looked for before mentions are recognised.
                    chosen = [min(needs, key=self._likely) for needs in each]
                    return [(frozenset().union(*(c[0] for c in chosen)), any(c[1] for c in chosen))]
                return []
            case _:
                return []

    def _likely(self, need: tuple[frozenset[str], bool]) -> tuple[bool, bool, int]:
        symbols, typed = need
        assert self._table is not None
        return typed, not self._table.common.isdisjoint(symbols), len(symbols)

    def _first_symbols(self, node: Word | Family) -> frozenset[str]:
        assert self._table is not None
        found: set[str] = set()
        for text in self._texts(node):
            words = _words(text)
            if words:  # how rare a word is, is not known; the longest that is not common is a fair guess
                found.update(self._table.word_members(max(words, key=self._weight)))
        return frozenset(found)

    def _weight(self, word: str) -> tuple[bool, int]:
        assert self._table is not None
        return self._table.words.get(word) not in self._table.common, len(word)

    def _slot_symbols(self, slot: Slot) -> list[frozenset[str]]:
        types = self._slot_types(slot)
        if PHRASE in types:
            return []
        assert self._table is not None
        return [frozenset(symbol for type_ in types for symbol in self._table.type_members(type_))]


def _rarest(needs: Iterable[frozenset[str]], common: frozenset[str]) -> tuple[frozenset[str], ...]:
    """The needs by how rarely they are likely met: those without a common word first, then the smaller ones."""
    ranked = sorted(
        set(needs), key=lambda symbols: (not common.isdisjoint(symbols), len(symbols), sorted(symbols))
    )
    return tuple(ranked[:_MOST_NEEDS])


_SINGLE_CLASS = regex.compile(r"\[((?:.|\n)+?)\]|([^\[\](|)?*+^$\\.])")


def _one_of(sequences: Iterable[Sequence[str]]) -> str:
    """Alternatives, what begins alike written once; longer ones first."""
    rest: dict[str, list[Sequence[str]]] = {}
    ends = False
    for sequence in sequences:
        if sequence:
            rest.setdefault(sequence[0], []).append(sequence[1:])
        else:
            ends = True
    parts = [head + _one_of(tails) for head, tails in rest.items()]
    if not parts:
        return ""
    joined = parts[0] if len(parts) == 1 and not ends else "(?:" + "|".join(parts) + ")"
    return joined + "?" if ends else joined


def _char_class(symbols: Iterable[str]) -> str:
    """A class with runs written as ranges; an empty one matches nothing."""
    codes = sorted({ord(symbol) for symbol in symbols})
    if not codes:
        return "(?!)"
    if len(codes) == 1:
        return chr(codes[0])
    parts: list[str] = []
    start = previous = codes[0]
    for code in [*codes[1:], -1]:
        if code == previous + 1:
            previous = code
            continue
        parts.append(chr(start) if start == previous else f"{chr(start)}-{chr(previous)}")
        start = previous = code
    return f"[{''.join(parts)}]"
