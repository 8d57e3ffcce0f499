"""The matcher: which rules fire in a strip, and what fills their slots."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eventsift.compiler import PHRASE, Pattern
from eventsift.document import Document
from eventsift.mentions import GoodValue, Mention
from eventsift.symbols import MARK, Strip, SymbolTable

__all__ = ["CompiledRule", "CompiledSlot", "Match", "Matcher", "Plan", "find_slot"]


@dataclass(slots=True)
class CompiledSlot:
    """A slot's patterns, ready to search."""

    name: str
    types: tuple[str, ...] = ()
    find: tuple[Pattern, ...] = ()
    collect: bool = False
    values: tuple[tuple[str, tuple[Pattern, ...]], ...] = ()
    in_trigger: bool = False
    unless: tuple[Pattern, ...] = ()
    _witnesses: frozenset[str] | None = None
    _version: int = -1

    def may_tell(self, present: frozenset[str], table: SymbolTable) -> bool:
        """Whether any word that its values need is there at all."""
        if self._version != table.version:
            self._version, self._witnesses = table.version, _witnesses(self.values, table)
        return self._witnesses is None or not self._witnesses.isdisjoint(present)

    def patterns(self) -> Iterable[Pattern]:
        """All of them."""
        yield from self.find
        yield from self.unless
        for _, patterns in self.values:
            yield from patterns


@dataclass(slots=True)
class CompiledRule:
    """A rule, ready to be tried."""

    id: str
    plugin: str
    version: str
    event: str
    set: Mapping[str, object]
    triggers: tuple[Pattern, ...]
    slots: tuple[CompiledSlot, ...]
    require: tuple[tuple[str, ...], ...]
    unless: tuple[Pattern, ...]
    when: tuple[Pattern, ...]
    priority: int
    slot_types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def patterns(self) -> Iterable[Pattern]:
        """All of them."""
        yield from self.triggers
        yield from self.unless
        yield from self.when
        for slot in self.slots:
            yield from slot.patterns()


@dataclass(slots=True)
class Match:
    """A rule that fired: the symbols ``start`` to ``end`` of a strip are its trigger. ``filled`` holds mentions and
    enumeration values by slot."""

    rule: CompiledRule
    strip: Strip
    start: int
    end: int
    filled: dict[str, list[Mention]]
    chosen: dict[str, list[str]]
    marked: str
    present: frozenset[str]

    def original(self, position: int) -> int:
        """From a position in ``marked`` to one in the strip."""
        return position if position <= self.start else position + self.end - self.start - 1


Entry = tuple[int, Pattern]  # the rule's number, and one of its triggers
Plan = dict[int, list[Entry]]  # by number of the sentence


@dataclass(frozen=True, slots=True)
class _Group:
    """Triggers that need the same words; ``needs`` are those beside the rarest."""

    number: int
    needs: tuple[frozenset[str], ...]
    entries: list[Entry]


class Matcher:
    """Tries rules only where their words occur."""

    def __init__(self, rules: Sequence[CompiledRule], table: SymbolTable) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: (rule.event, rule.id, rule.plugin)))
        self.table = table
        self._index: dict[str, list[_Group]] = {}
        self._keys: frozenset[str] = frozenset()
        # Triggers that no word of theirs announces, and the types of mentions that do.
        self.by_type: list[Entry] = []
        self.anchor_types: frozenset[str] = frozenset()
        self._version = -1

    def _reindex(self) -> None:
        """Triggers that need the same words are one group, filed under the symbols of the rarest of them."""
        self._version = self.table.version
        groups: dict[tuple[frozenset[str], ...], _Group] = {}
        for number, rule in enumerate(self.rules):
            for pattern in rule.triggers:
                pattern.bind(self.table)
                group = groups.setdefault(pattern.word_needs, _Group(len(groups), pattern.word_needs[1:], []))
                group.entries.append((number, pattern))
        self._index = {}
        self.by_type = []
        plain = frozenset(self.table.words.values())
        for needs, group in groups.items():
            if not needs:
                self.by_type = group.entries
            for symbol in needs[0] if needs else ():
                self._index.setdefault(symbol, []).append(group)
        for number, pattern in self.by_type:  # those of their alternatives that are words
            words = (pattern.needs[0] & plain) if pattern.needs else ()
            alone = _Group(-number - 1, (), [(number, pattern)])
            for symbol in words:
                self._index.setdefault(symbol, []).append(alone)
        self.anchor_types = frozenset(
            type_ for _, pattern in self.by_type for type_ in pattern.slot_type_names()
        )
        self._keys = frozenset(self._index)

    def plan(self, base: list[str], document: Document) -> Plan:
        """Which triggers are worth trying in which sentence: those whose words all occur there.

        ``base`` holds the symbols of all tokens. Sentences that no trigger fits are left out and cost nothing more.
        """
        if self._version != self.table.version:
            self._reindex()
        plan: Plan = {}
        index, keys = self._index, self._keys
        for number, sentence in enumerate(document.sentences):
            present = set(base[sentence.first : sentence.last])
            groups: dict[int, _Group] = {}
            for symbol in present & keys:
                for group in index[symbol]:
                    groups[group.number] = group
            fits: list[Entry] = []
            for group_number in sorted(groups):  # the order of a set is another in each process
                group = groups[group_number]
                for need in group.needs:
                    if need.isdisjoint(present):
                        break
                else:
                    fits.extend(group.entries)
            if fits:
                plan[number] = fits
        return plan

    def plan_by_type(self, plan: Plan, mentions: Iterable[Mention], document: Document) -> None:
        """Add the triggers that only mentions announce, where there is a mention of such a type."""
        if not self.by_type:
            return
        starts = [sentence.first for sentence in document.sentences]
        for mention in mentions:
            if self.anchor_types.isdisjoint(mention.types):
                continue
            number = bisect_right(starts, mention.first) - 1
            if number >= 0:
                fits = plan.setdefault(number, [])
                fits.extend(entry for entry in self.by_type if entry not in fits)

    def match(self, document: Document, strips: Sequence[Strip], plan: Plan) -> list[Match]:
        """All matches, in the order of the text; of two that overlap and tell the same type, the better one."""
        found: list[Match] = []
        for strip in strips:
            present = frozenset(strip.symbols)
            here: list[Match] = []
            for number, pattern in plan.get(strip.sentence, ()):
                pattern.bind(self.table)
                for need in pattern.needs:
                    if need.isdisjoint(present):
                        break
                else:
                    here.extend(self._find(document, self.rules[number], pattern, strip, present))
            found.extend(_best(here, lambda match: self._complete(document, match)))
        return found

    def _find(
        self, document: Document, rule: CompiledRule, pattern: Pattern, strip: Strip, present: frozenset[str]
    ) -> Iterator[Match]:
        """Where the trigger matches, with what it captures itself."""
        for hit in pattern.compiled(strip.symbols).finditer(strip.symbols):
            start, end = hit.span()
            if start == end:
                continue
            marked = strip.symbols[:start] + MARK + strip.symbols[end:]
            match = Match(rule, strip, start, end, {}, {}, marked, present)
            for name, (first, last) in _groups(hit):
                types = rule.slot_types.get(name) or _types_of(pattern, name)
                taken = _mentions(document, strip, first, last, types)
                if taken:
                    match.filled.setdefault(name, []).extend(taken)
            yield match

    def _try(
        self,
        document: Document,
        rule: CompiledRule,
        pattern: Pattern,
        strip: Strip,
        present: frozenset[str],
        out: list[Match],
    ) -> None:
        """Every match of one trigger, whatever other rules say to it."""
        out.extend(
            m for m in self._find(document, rule, pattern, strip, present) if self._complete(document, m)
        )

    def _complete(self, document: Document, match: Match) -> bool:
        """Fill the slots; false where the rule's conditions do not hold."""
        rule = match.rule
        if rule.when and not any(self.holds(pattern, match) for pattern in rule.when):
            return False
        if any(self.holds(pattern, match) for pattern in rule.unless):
            return False
        for slot in rule.slots:
            self.fill_slot(document, slot, match)
        filled, chosen, fixed = match.filled, match.chosen, rule.set
        return all(
            any(filled.get(name) or chosen.get(name) or fixed.get(name) for name in names)
            for names in rule.require
        )

    def fill_slot(self, document: Document, slot: CompiledSlot, match: Match) -> None:
        """Fill one slot of a match, where it is still empty."""
        if slot.name in match.filled or slot.name in match.rule.set:
            return
        if slot.unless and any(self.holds(pattern, match) for pattern in slot.unless):
            return
        for value, patterns in slot.values if slot.may_tell(match.present, self.table) else ():
            if any(self._tells(pattern, match, slot.in_trigger) for pattern in patterns):
                match.chosen.setdefault(slot.name, []).append(value)
        taken = find_slot(document, slot, match, self.table)
        if taken:
            match.filled[slot.name] = taken

    def holds(self, pattern: Pattern, match: Match) -> bool:
        """Whether a pattern is found around the trigger."""
        return _search(pattern, match, self.table) is not None

    def _tells(self, pattern: Pattern, match: Match, in_trigger: bool) -> bool:
        if not in_trigger:
            return self.holds(pattern, match) or _inside(pattern, match, self.table)
        return _inside(pattern, match, self.table)


def _witnesses(
    values: Iterable[tuple[str, tuple[Pattern, ...]]], table: SymbolTable
) -> frozenset[str] | None:
    found: set[str] = set()
    for _, patterns in values:
        for pattern in patterns:
            pattern.bind(table)
            if not pattern.needs:
                return None
            found |= pattern.needs[0]
    return frozenset(found)


def find_slot(document: Document, slot: CompiledSlot, match: Match, table: SymbolTable) -> list[Mention]:
    """What the slot's patterns find for a match: of the first one that finds something, or of all."""
    taken: list[Mention] = []
    for pattern in slot.find:
        hit = _search(pattern, match, table)
        if hit is None:
            continue
        for name, (first, last) in _groups(hit):
            if name == "own":
                first, last = match.original(first), match.original(last)
                new = _mentions(document, match.strip, first, last, slot.types)
                taken.extend(m for m in new if m not in taken)
        if taken and not slot.collect:
            break
    return taken


def _search(pattern: Pattern, match: Match, table: SymbolTable):  # type: ignore[no-untyped-def]
    pattern.bind(table)
    present = match.present
    for need in pattern.needs:
        if present.isdisjoint(need):
            return None
    return pattern.compiled(match.marked).search(match.marked)


def _inside(pattern: Pattern, match: Match, table: SymbolTable) -> bool:
    pattern.bind(table)
    present = match.present
    for need in pattern.needs:
        if present.isdisjoint(need):
            return False
    return (
        pattern.compiled(match.strip.symbols).search(match.strip.symbols, match.start, match.end) is not None
    )


def _groups(hit) -> list[tuple[str, tuple[int, int]]]:  # type: ignore[no-untyped-def]
    return [(name, hit.span(name)) for name in hit.re.groupindex if hit.span(name)[0] >= 0]


def _types_of(pattern: Pattern, name: str) -> tuple[str, ...]:
    from eventsift.rules.pattern import Slot, walk

    return tuple(
        type_
        for part in walk(pattern.node)
        if isinstance(part, Slot) and part.name == name
        for type_ in part.types
    )


def _mentions(document: Document, strip: Strip, first: int, last: int, types: Sequence[str]) -> list[Mention]:
    """The mentions of these types under symbols ``first`` to ``last``; a phrase where none is and one is wanted."""
    wanted = set(types)
    taken = []
    for position in range(first, last):
        chosen = next((m for m in strip.mentions[position] if not wanted.isdisjoint(m.types)), None)
        if chosen is not None:
            taken.append(chosen)
    if not taken and PHRASE in wanted and last > first:
        begin, end = strip.tokens[first], strip.ends[last - 1]
        name = " ".join(document.words[begin:end])
        taken.append(Mention(begin, end, (PHRASE, "good"), GoodValue(name)))
    return taken


def _best(matches: list[Match], holds: Callable[[Match], bool] | None = None) -> list[Match]:
    """Of overlapping matches of one event type the one with the higher priority, then the longer, then the fuller.

    ``holds`` is asked only of what is not beaten already: filling slots costs more than finding triggers.
    """
    kept: list[Match] = []
    for match in sorted(matches, key=_rank):
        event, start, end = match.rule.event, match.start, match.end
        for other in kept:
            if other.start < end and start < other.end and other.rule.event == event:
                break
        else:
            if holds is None or holds(match):
                kept.append(match)
    return sorted(kept, key=lambda m: (m.start, m.end, m.rule.event, m.rule.id))


def _rank(match: Match) -> tuple[int, int, int, int, str, str]:
    rule = match.rule
    return -rule.priority, match.start - match.end, -len(match.filled), match.start, rule.id, rule.plugin
