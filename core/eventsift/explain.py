"""Explaining: what was recognised in a text, which rules fired with what in each slot, why others did not.

The explanation walks the way of the engine, with the engine's own parts, and looks at each condition on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal
from weakref import WeakKeyDictionary

from eventsift.article import Article
from eventsift.build import draft_match, inherit, resolve_dates
from eventsift.compiler import PHRASE, Pattern
from eventsift.document import Document
from eventsift.draft import Draft, Reading, Resolved
from eventsift.engine import Engine
from eventsift.lexicon import ACTOR_KINDS
from eventsift.matcher import CompiledRule, CompiledSlot, Match, find_slot
from eventsift.mentions import ActorValue, AmountValue, DateExpression, GoodValue, Mention, TermValue
from eventsift.merge import merge_drafts
from eventsift.symbols import CAPITAL, LOWER, Strip, SymbolTable
from eventsift.trace import Miss, Tracer

__all__ = ["Explanation", "Fired", "Found", "NearMiss", "SentenceTrace", "Took", "explain"]

_TRACERS: WeakKeyDictionary[SymbolTable, dict[int, tuple[int, Tracer]]] = WeakKeyDictionary()
MOST = 5  # near misses a sentence
REACH = 8  # symbols around the trigger in which unknown nouns are named
Stage = Literal["trigger", "when", "unless", "require", "rival", "finish"]
_ORDER: dict[Stage, int] = {"require": 0, "unless": 1, "when": 2, "finish": 3, "trigger": 4, "rival": 5}


@dataclass(frozen=True, slots=True)
class Found:
    """A mention: its characters, its types, and its normal value as text."""

    start: int
    end: int
    text: str
    types: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Took:
    """What a slot took: ``where`` names the trigger, pattern, fixed value or source it came from."""

    slot: str
    values: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fired; ``cue`` is the context cue that set the modality, with its words."""

    rule: str
    plugin: str
    event: str
    trigger: str
    start: int
    end: int
    took: tuple[Took, ...]
    modality: str
    cue: str
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that nearly fired: the first condition that failed, and what would have satisfied it."""

    rule: str
    stage: Stage
    condition: str
    words: str
    needed: str


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """A sentence: its zone and characters, and all that was found in it."""

    zone: str
    start: int
    end: int
    text: str
    mentions: tuple[Found, ...]
    fired: tuple[Fired, ...]
    near: tuple[NearMiss, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article explained. ``left_out`` holds the lines that were taken for boilerplate."""

    article: str
    sentences: tuple[SentenceTrace, ...]
    left_out: tuple[str, ...]
    problems: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return asdict(self)


@dataclass(slots=True)
class _Work:
    """What is known while one article is explained."""

    engine: Engine
    document: Document
    strips: list[Strip]
    mentions: list[Mention]
    misses: dict[int, list[NearMiss]] = field(default_factory=dict)
    fired: dict[int, list[Fired]] = field(default_factory=dict)

    def words(self, strip: Strip, first: int, last: int) -> str:
        """The words under symbols ``first`` to ``last`` (exclusive)."""
        return self.document.span_text(*strip.token_range(first, last)) if last > first else ""

    def shown(self, mention: Mention) -> str:
        """A mention as its value and its words."""
        text = self.document.span_text(mention.first, mention.last)
        value = _value(mention)
        return f"{value} ({text!r})" if value and value != text else repr(text)


def explain(engine: Engine, article: Article, only: str = "", rule: str = "") -> Explanation:
    """Explain an article.

    ``only`` keeps the sentences that hold these words, ``rule`` the rules whose id holds these letters.
    """
    reading, plan = engine._read(article)
    document = reading.document
    mentions = engine._recognise(document)
    work = _Work(engine, document, engine._table.strips(document, mentions), mentions)
    matches = engine._matcher.match(document, reading.strips, plan)
    _explain_fired(work, reading, matches, rule)
    wanted = only.casefold()
    for strip in work.strips:
        span = document.sentences[strip.sentence]
        if wanted in document.span_text(span.first, span.last).casefold():
            _explain_near(work, strip, matches, rule)
    traces = tuple(
        _sentence(work, number)
        for number, span in enumerate(document.sentences)
        if wanted in document.span_text(span.first, span.last).casefold()
    )
    problems = tuple(map(str, engine.extract(article).problems))
    return Explanation(article.id, traces, tuple(_left_out(document)), problems)


def _sentence(work: _Work, number: int) -> SentenceTrace:
    document = work.document
    span = document.sentences[number]
    start, end = document.starts[span.first], document.ends[span.last - 1]
    found = (m for m in work.mentions if span.first <= m.first and m.last <= span.last)
    misses = sorted(dict.fromkeys(work.misses.get(number, [])), key=lambda miss: _ORDER[miss.stage])
    return SentenceTrace(
        span.zone,
        start,
        end,
        document.text[start:end],
        tuple(_found(document, mention) for mention in found),
        tuple(work.fired.get(number, [])),
        tuple(misses[:MOST]),
    )


def _found(document: Document, mention: Mention) -> Found:
    start, end = document.starts[mention.first], document.ends[mention.last - 1]
    return Found(start, end, document.text[start:end], mention.types, _value(mention))


def _value(mention: Mention) -> str:
    value = mention.value
    if isinstance(value, ActorValue):
        return f"{value.kind} {value.country}" if value.country else value.kind
    if isinstance(value, GoodValue | TermValue):
        return value.name
    if isinstance(value, AmountValue):
        span = (
            f" ({value.low:.12g} to {value.high:.12g})"
            if value.low is not None and value.high is not None
            else ""
        )
        return f"{value.value:.12g} {value.unit}".strip() + span
    if isinstance(value, DateExpression):
        return " ".join([value.kind, *(f"{name}={one}" for name, one in value.fields)])
    return "" if value is None else str(value)


def _left_out(document: Document) -> Iterator[str]:
    """The lines of the text that no sentence covers."""
    inside = [(document.starts[s.first], document.ends[s.last - 1]) for s in document.sentences]
    position = 0
    for start, end in [*sorted(inside), (len(document.text), len(document.text))]:
        for line in document.text[position:start].splitlines():
            if sum(character.isalnum() for character in line) > 1:
                yield " ".join(line.split())
        position = max(position, end)


# -- rules that fired --------------------------------------------------------------------------------


def _explain_fired(work: _Work, reading: Reading, matches: list[Match], rule: str) -> None:
    by_type: dict[str, list[Match]] = {}
    for match in matches:
        by_type.setdefault(match.rule.event, []).append(match)
    for name in sorted(by_type):
        kind = work.engine._types[name]
        drafts: list[Draft] = []
        reading.drafts = drafts
        told: list[tuple[Draft, tuple[Took, ...]]] = []
        for match in by_type[name]:
            draft = draft_match(match, reading, work.engine._context, work.engine._matcher, kind.kinds)
            resolve_dates(draft, reading, kind.kinds)
            before = dict(draft.values) | {"attribution": draft.attribution}
            inherit(draft, drafts, reading, kind.inherit)
            finished = kind.extractor.finish(draft, reading) if kind.extractor.finish else draft
            if finished is None:
                work.misses.setdefault(match.strip.sentence, []).append(_dropped(work, match))
                continue
            drafts.append(finished)
            told.append((finished, tuple(_took(work, finished, match, before))))
        into: dict[int, str] = {}

        def tell(kept: Draft, other: Draft, into: dict[int, str] = into) -> None:
            into[id(other)] = _where(work, kept)

        merge_drafts(drafts, kind.merge, kind.kinds, tell)
        for draft, took in told:
            if rule in draft.match.rule.id:
                fired = _fired(work, draft, took, into.get(id(draft), ""))
                work.fired.setdefault(draft.match.strip.sentence, []).append(fired)


def _where(work: _Work, draft: Draft) -> str:
    words = work.words(draft.match.strip, draft.match.start, draft.match.end)
    return f"{draft.match.rule.id} at {words!r}"


def _dropped(work: _Work, match: Match) -> NearMiss:
    words = work.words(match.strip, match.start, match.end)
    step = f"the Python step of the plugin {match.rule.plugin}"
    return NearMiss(match.rule.id, "finish", step, words, "that step would have to keep the event")


def _fired(work: _Work, draft: Draft, took: tuple[Took, ...], merged: str) -> Fired:
    match = draft.match
    first, last = match.strip.token_range(match.start, match.end)
    cue = _cue(work, match, draft.modality)
    return Fired(
        match.rule.id,
        match.rule.plugin,
        match.rule.event,
        work.words(match.strip, match.start, match.end),
        work.document.starts[first],
        work.document.ends[last - 1],
        took,
        draft.modality,
        cue,
        merged,
    )


def _cue(work: _Work, match: Match, modality: str) -> str:
    """What set the modality: the rule, or the first cue that holds, with its pattern and its words."""
    if match.rule.set.get("modality"):
        return f"set by the rule: {match.rule.set['modality']}"
    matcher = work.engine._matcher
    for cue in work.engine._context.cues:
        holding = next((p for p in cue.when if matcher.holds(p, match)), None)
        if holding is not None and not any(matcher.holds(p, match) for p in cue.unless):
            words = _around(work, holding, match)
            later = "" if cue.value == modality else f", then changed to {modality}"
            return f"{cue.id}: {holding.source!r} found {words!r}{later}"
    return "" if modality == "asserted" else f"no cue; {modality} comes from a later step"


def _around(work: _Work, pattern: Pattern, match: Match) -> str:
    """The words that a pattern over the sentence found."""
    hit = pattern.compiled(match.marked).search(match.marked)
    if hit is None:
        return ""
    return work.words(match.strip, match.original(hit.start()), match.original(hit.end()))


def _took(work: _Work, draft: Draft, match: Match, before: dict[str, Any]) -> Iterator[Took]:
    slots = {slot.name: slot for slot in match.rule.slots}
    for name, value in (*draft.values.items(), ("attribution", draft.attribution)):
        items = value if isinstance(value, list) else [value]
        shown = tuple(_shown(work, item) for item in items if item is not None)
        if shown:
            yield Took(name, shown, _origin(work, name, slots.get(name), match, draft, before))


def _shown(work: _Work, item: Any) -> str:
    if isinstance(item, Mention):
        return work.shown(item)
    if isinstance(item, Resolved):
        text = work.document.span_text(item.mention.first, item.mention.last)
        return f"{item.range.start or ''}..{item.range.end or ''} ({text!r})"
    return str(getattr(item, "text", item))


def _origin(
    work: _Work, name: str, slot: CompiledSlot | None, match: Match, draft: Draft, before: dict[str, Any]
) -> str:
    rule, matcher = match.rule, work.engine._matcher
    if name in rule.set:
        return "set by the rule"
    if name in draft.inherited:
        return "inherited"
    if before.get(name) in (None, []) and name != "attribution":
        return f"the Python step of the plugin {rule.plugin}"
    if slot is not None:
        for value, patterns in slot.values:
            if value in match.chosen.get(name, ()):
                told = next((p for p in patterns if matcher._tells(p, match, slot.in_trigger)), None)
                if told is not None:
                    return f"{value} told by {told.source!r}"
        alone = CompiledSlot(name, slot.types, slot.find, slot.collect)
        for pattern in slot.find:
            one = CompiledSlot(name, slot.types, (pattern,), alone.collect)
            if match.filled.get(name) and find_slot(work.document, one, match, matcher.table):
                if name not in _in_trigger(match):
                    return f"found by {pattern.source!r}"
                break
    if match.filled.get(name):
        return "taken by the trigger"
    if name in {"attribution", "date", "period"}:
        shared = work.engine._context.attribution if name == "attribution" else work.engine._context.date
        for pattern in shared.find:
            one = CompiledSlot(name, shared.types, (pattern,))
            if find_slot(work.document, one, match, matcher.table):
                return f"found by {pattern.source!r}, which all rules share"
    return "a later step"


def _in_trigger(match: Match) -> set[str]:
    """Slots whose every mention stands within the trigger."""
    first, last = match.strip.token_range(match.start, match.end)
    return {
        name
        for name, mentions in match.filled.items()
        if all(first <= mention.first and mention.last <= last for mention in mentions)
    }


# -- rules that nearly fired -------------------------------------------------------------------------


def _explain_near(work: _Work, strip: Strip, matches: list[Match], rule: str) -> None:
    out = work.misses.setdefault(strip.sentence, [])
    here = [m for m in matches if m.strip.sentence == strip.sentence]
    partial: list[tuple[Miss, CompiledRule]] = []
    for compiled in work.engine._matcher.rules:
        if rule not in compiled.id or any(m.rule is compiled for m in here):
            continue
        tried = list(_tried(work, compiled, strip))
        if tried:
            out.extend(_condition(work, match, here) for match in tried[:1])
            continue
        if not rule and any(m.rule.event == compiled.event for m in here):
            continue  # the words tell their event already
        missed = (_tracer(pattern, work.engine._table).near(strip.symbols) for pattern in compiled.triggers)
        best = max((m for m in missed if m), key=lambda m: m.matched / m.parts, default=None)
        if best:
            partial.append((best, compiled))
    partial.sort(key=lambda pair: (-pair[0].matched / pair[0].parts, -pair[0].matched, pair[1].id))
    out.extend(_stumbled(work, strip, miss, compiled) for miss, compiled in partial[:MOST])


def _tracer(pattern: Pattern, table: SymbolTable) -> Tracer:
    """Tracers are kept: to make one takes longer than to use it."""
    kept = _TRACERS.setdefault(table, {})
    version, tracer = kept.get(id(pattern), (-1, None))
    if tracer is None or version != table.version:
        tracer = Tracer(pattern, table)
        kept[id(pattern)] = table.version, tracer
    return tracer


def _tried(work: _Work, rule: CompiledRule, strip: Strip) -> Iterator[Match]:
    """Matches of the rule's triggers, whatever became of them."""
    # The rule without its conditions.
    free = CompiledRule(
        rule.id, rule.plugin, rule.version, rule.event, rule.set, rule.triggers, (), (), (), (),
        rule.priority, rule.slot_types,
    )  # fmt: skip
    present = frozenset(strip.symbols)
    for pattern in rule.triggers:
        pattern.bind(work.engine._table)
        if all(not need.isdisjoint(present) for need in pattern.needs):
            found: list[Match] = []
            work.engine._matcher._try(work.document, free, pattern, strip, present, found)
            for match in found:
                match.rule = rule
                yield match


def _condition(work: _Work, match: Match, here: list[Match]) -> NearMiss:
    """The first condition after the trigger that failed."""
    rule, matcher = match.rule, work.engine._matcher
    words = work.words(match.strip, match.start, match.end)
    if rule.when and not any(matcher.holds(pattern, match) for pattern in rule.when):
        wanted = " or ".join(repr(pattern.source) for pattern in rule.when)
        return NearMiss(rule.id, "when", "when", words, f"the sentence would have to hold {wanted}")
    for pattern in rule.unless:
        if matcher.holds(pattern, match):
            found = _around(work, pattern, match)
            return NearMiss(rule.id, "unless", pattern.source, words, f"{found!r} must not be there")
    for slot in rule.slots:
        matcher.fill_slot(work.document, slot, match)
    for names in rule.require:
        if not any(match.filled.get(n) or match.chosen.get(n) or rule.set.get(n) for n in names):
            return NearMiss(rule.id, "require", "|".join(names), words, _empty(work, match, names))
    rival = next((m for m in here if m.rule.event == rule.event and _overlap(m, match)), None)
    if rival is not None:
        won = "priority" if rival.rule.priority > rule.priority else "more words, or fuller"
        other = work.words(rival.strip, rival.start, rival.end)
        return NearMiss(rule.id, "rival", rival.rule.id, words, f"{rival.rule.id} has {other!r} ({won})")
    return NearMiss(rule.id, "rival", "another match", words, "it lost to another reading of the same words")


def _overlap(a: Match, b: Match) -> bool:
    first, last = a.strip.token_range(a.start, a.end)
    begin, end = b.strip.token_range(b.start, b.end)
    return first < end and begin < last


def _empty(work: _Work, match: Match, names: Iterable[str]) -> str:
    """Why slots stayed empty: mentions that no pattern reached, or the unknown nouns near the trigger."""
    rule, strip = match.rule, match.strip
    wanted = {t for name in names for t in rule.slot_types.get(name, ())}
    first, last = work.document.sentences[strip.sentence].first, work.document.sentences[strip.sentence].last
    there = [m for m in work.mentions if first <= m.first and m.last <= last and wanted & set(m.types)]
    types = "|".join(sorted(wanted - {PHRASE})) or "a value"
    if there:
        shown = ", ".join(dict.fromkeys(work.shown(m) for m in there[:3]))
        return f"no pattern of the slot reaches {shown}"
    unknown = _unknown(work, match) if wanted - ACTOR_KINDS else []
    nouns = f"; unknown words near by: {', '.join(unknown)}" if unknown else ""
    return f"a mention of the type {types} would have to be there{nouns}"


def _unknown(work: _Work, match: Match) -> list[str]:
    strip = match.strip
    near_by = sorted(
        (abs(i - (match.end if i >= match.end else match.start)) + (i < match.start), i)
        for i in range(max(0, match.start - REACH), min(len(strip.symbols), match.end + REACH))
        if (strip.symbols[i] == LOWER or (i and strip.symbols[i] == CAPITAL))
        and not match.start <= i < match.end
    )
    return [repr(work.words(strip, i, i + 1)) for _, i in near_by[:3]]


def _stumbled(work: _Work, strip: Strip, miss: Miss, rule: CompiledRule) -> NearMiss:
    words = work.words(strip, miss.first, miss.last)
    context = work.words(strip, miss.start, miss.end)
    if miss.why == "gap":
        needed = f"the gap would have to take the {miss.last - miss.first} words {words!r}"
    elif miss.why == "barred":
        needed = f"the gap excludes something in {words!r}"
    else:
        needed = f"{words!r} stands where {miss.part} is wanted"
    return NearMiss(rule.id, "trigger", miss.part, context, needed)
