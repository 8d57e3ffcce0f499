"""The matcher: which rules fire in a strip, and what fills their slots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
        self._always: list[Entry] = []
        self._keys: frozenset[str] = frozenset()
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
        self._always = []
        for needs, group in groups.items():
            if not needs:
                self._always = group.entries
            for symbol in needs[0] if needs else ():
                self._index.setdefault(symbol, []).append(group)
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
            fits = list(self._always)
            seen: set[int] = set()
            for symbol in present & keys:
                for group in index[symbol]:
                    if group.number in seen:
                        continue
                    seen.add(group.number)
                    for need in group.needs:
                        if need.isdisjoint(present):
                            break
                    else:
                        fits.extend(group.entries)
            if fits:
                plan[number] = fits
        return plan

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
                    self._try(document, self.rules[number], pattern, strip, present, here)
            found.extend(_best(here))
        return found

    def _try(
        self,
        document: Document,
        rule: CompiledRule,
        pattern: Pattern,
        strip: Strip,
        present: frozenset[str],
        out: list[Match],
    ) -> None:
        for hit in pattern.compiled(strip.symbols).finditer(strip.symbols):
            start, end = hit.span()
            if start == end:
                continue
            marked = strip.symbols[:start] + MARK + strip.symbols[end:]
            match = Match(rule, strip, start, end, {}, {}, marked, present)
            for name, (first, last) in _groups(hit):
                taken = _mentions(
                    document, strip, first, last, rule.slot_types.get(name) or _types_of(pattern, name)
                )
                if taken:
                    match.filled.setdefault(name, []).extend(taken)
            if self._admit(match) and self._fill(document, match):
                out.append(match)

    def _admit(self, match: Match) -> bool:
        rule = match.rule
        if rule.when and not any(self.holds(pattern, match) for pattern in rule.when):
            return False
        return not any(self.holds(pattern, match) for pattern in rule.unless)

    def _fill(self, document: Document, match: Match) -> bool:
        for slot in match.rule.slots:
            self.fill_slot(document, slot, match)
        filled, chosen, fixed = match.filled, match.chosen, match.rule.set
        return all(
            any(filled.get(name) or chosen.get(name) or fixed.get(name) for name in names)
            for names in match.rule.require
        )

    def fill_slot(self, document: Document, slot: CompiledSlot, match: Match) -> None:
        """Fill one slot of a match, where it is still empty."""
        if slot.name in match.filled or slot.name in match.rule.set:
            return
        if slot.unless and any(self.holds(pattern, match) for pattern in slot.unless):
            return
        for value, patterns in slot.values:
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
    return pattern.compiled(match.strip.symbols).search(match.strip.symbols, match.start, match.end) is not None


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


def _best(matches: list[Match]) -> list[Match]:
    """Of overlapping matches of one event type the one with the higher priority, then the longer, then the fuller."""
    order = sorted(
        matches,
        key=lambda m: (
            -m.rule.priority,
            -(m.end - m.start),
            -len(m.filled),
            m.start,
            m.rule.id,
            m.rule.plugin,
        ),
    )
    kept: list[Match] = []
    for match in order:
        clash = any(
            other.rule.event == match.rule.event and other.start < match.end and match.start < other.end
            for other in kept
        )
        if not clash:
            kept.append(match)
    return sorted(kept, key=lambda m: (m.start, m.end, m.rule.event, m.rule.id))
