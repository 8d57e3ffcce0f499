"""Mining: words that no lexicon knows, where a rule would have matched but for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from eventsift.article import Article
from eventsift.compiler import PHRASE, Pattern
from eventsift.document import Document
from eventsift.engine import Engine
from eventsift.matcher import Match
from eventsift.recognise import RECOGNISED
from eventsift.rules.pattern import Slot
from eventsift.symbols import CAPITAL, ING, LOWER, PAST, Strip
from eventsift.trace import Tracer

__all__ = ["Mined", "mine"]

CONTEXTS = 3
# Types whose mentions a grammar reads, and phrases, which need no lexicon.
_GRAMMAR = frozenset(t for types in RECOGNISED if types[-1] in {"amount", "date"} for t in types) | {PHRASE}
_WORDS = LOWER + CAPITAL + PAST + ING


@dataclass(slots=True)
class Mined:
    """Words that stand where ``wanted`` would have let rules match.

    ``kind``: type (a slot's mention types) or family (a word family, or a list of words).
    """

    kind: str
    wanted: str
    words: str
    count: int = 0
    articles: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    contexts: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        plain = asdict(self)
        return plain | {"articles": sorted(self.articles), "rules": sorted(self.rules)}


@dataclass(frozen=True, slots=True)
class _Place:
    """Symbols ``first`` to ``last``, where ``wanted`` should stand; ``start`` to ``end`` are the passage."""

    rule: str
    kind: str
    wanted: str
    strip: Strip
    first: int
    last: int
    start: int
    end: int


class _Tracers(dict[int, Tracer]):
    """One tracer a pattern, made when it is first needed."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.table = engine._table

    def of(self, pattern: Pattern) -> Tracer:
        tracer = self.get(id(pattern))
        if tracer is None:
            tracer = self[id(pattern)] = Tracer(pattern, self.table)
        return tracer


def mine(engine: Engine, articles: Iterable[Article], least: int = 2) -> list[Mined]:
    """What stood in the way in at least ``least`` places, nouns before words of families,
    the most widespread first.

    Looked into are slots that a rule which fired left empty, and the triggers of event types that a sentence does
    not tell.
    """
    tracers = _Tracers(engine)
    found: dict[tuple[str, str, str], Mined] = {}
    for article in articles:
        reading, plan = engine._read(article)
        document = reading.document
        matches = engine._matcher.match(document, reading.strips, plan)
        strips = engine._table.strips(document, engine._recognise(document))
        for place in (*_empty_slots(tracers, matches), *_triggers(engine, tracers, strips, matches)):
            words = _unknown(place, document)
            if words:
                key = (place.kind, place.wanted, words.casefold())
                one = found.setdefault(key, Mined(place.kind, place.wanted, words))
                _count(one, place, article, document)
    frequent = (one for one in found.values() if one.count >= least)
    return sorted(frequent, key=_rank)


def _rank(one: Mined) -> tuple[object, ...]:
    return (one.kind != "type", -len(one.articles), -one.count, one.wanted, one.words)


def _count(one: Mined, place: _Place, article: Article, document: Document) -> None:
    one.count += 1
    one.articles.add(article.id)
    one.rules.add(place.rule)
    context = document.span_text(*place.strip.token_range(place.start, place.end))
    if context not in one.contexts and len(one.contexts) < CONTEXTS:
        one.contexts.append(context)


def _empty_slots(tracers: _Tracers, matches: list[Match]) -> Iterator[_Place]:
    """Where a slot of a rule that fired stayed empty, although its pattern would have matched with another word."""
    for match in matches:
        for slot in match.rule.slots:
            if slot.name in match.filled or slot.name in match.rule.set or not _can_be_named(slot.types):
                continue
            for pattern in slot.find:
                miss = tracers.of(pattern).near(match.marked)
                if (
                    miss
                    and miss.why == "word"
                    and isinstance(miss.node, Slot)
                    and miss.node.name in ("", "own")
                ):
                    spots = [match.original(p) for p in (miss.first, miss.last, miss.start, miss.end)]
                    wanted = f"<{slot.name}:{'|'.join(slot.types)}>"
                    yield _Place(match.rule.id, "type", wanted, match.strip, *spots)
                    break


def _triggers(
    engine: Engine, tracers: _Tracers, strips: list[Strip], matches: list[Match]
) -> Iterator[_Place]:
    fired = {(match.strip.sentence, match.rule.event) for match in matches}
    for strip in strips:
        seen: set[tuple[int, str]] = set()
        for rule in engine._matcher.rules:
            if (strip.sentence, rule.event) in fired:
                continue
            for pattern in rule.triggers:
                miss = tracers.of(pattern).near(strip.symbols)
                if miss is None or miss.why != "word" or (miss.first, miss.part) in seen:
                    continue
                seen.add((miss.first, miss.part))
                slot = miss.node if isinstance(miss.node, Slot) else None
                if slot is None or _can_be_named(slot.types or rule.slot_types.get(slot.name or "", ())):
                    kind = "family" if slot is None else "type"
                    yield _Place(rule.id, kind, miss.part, strip, miss.first, miss.last, miss.start, miss.end)


def _can_be_named(types: Iterable[str]) -> bool:
    """Whether a lexicon may give such mentions: numbers and dates have a grammar, phrases need no lexicon."""
    return bool(set(types)) and set(types).isdisjoint(_GRAMMAR)


def _unknown(place: _Place, document: Document) -> str:
    """The unknown words; a noun takes those that follow it, as in *exports of widget frames*."""
    strip, last = place.strip, place.last
    if strip.mentions[place.first] or strip.symbols[place.first] not in _WORDS:
        return ""
    while place.kind == "type" and last < len(strip.symbols) and strip.symbols[last] in (LOWER, CAPITAL):
        last += 1
    return " ".join(document.span_text(*strip.token_range(place.first, last)).split())
