"""Building: from a match to a draft, and from a merged draft to a validated event."""

from __future__ import annotations

from typing import Any

from eventsift.dates import resolve
from eventsift.document import Document
from eventsift.draft import Draft, FieldKind, Passage, Reading, Resolved, key_of
from eventsift.events import Event, event_id
from eventsift.matcher import Match, Matcher, find_slot
from eventsift.mentions import (
    ActorValue,
    AmountValue,
    DateExpression,
    DateValue,
    GoodValue,
    Mention,
    PartsValue,
    TermValue,
)
from eventsift.rules.load import CompiledContext
from eventsift.rules.model import Inheritance

__all__ = ["draft_match", "inherit", "payload", "resolve_dates", "to_event"]

_ABOUT = frozenset(
    {"headline", "summary", "body"}
)  # a dateline tells where the reporter sat, not what it is about
NEAR = 2  # sentences back that `previous` reaches


def draft_match(
    match: Match, reading: Reading, context: CompiledContext, matcher: Matcher, kinds: dict[str, FieldKind]
) -> Draft:
    """What a match says, its modality and its attribution; dates are still words."""
    values: dict[str, Any] = {}
    for name, kind in kinds.items():
        fixed, chosen, filled = match.rule.set.get(name), match.chosen.get(name), match.filled.get(name)
        if kind in {"value", "values"}:
            found = _as_list(fixed) or chosen or []
            values[name] = found if kind == "values" else (found[0] if found else None)
        elif filled:
            unique = list({key_of(m): m for m in reversed(filled)}.values())[::-1]
            values[name] = unique if kind == "mentions" else unique[0]
        else:
            values[name] = [] if kind == "mentions" else None
    draft = Draft(match.rule.event, match, [_passage(match, reading.document, values)], values)
    draft.modality = str(match.rule.set.get("modality") or _modality(match, context, matcher))
    draft.attribution = find_slot(reading.document, context.attribution, match, matcher.table)
    if "date" in kinds and not values.get("date"):
        found = find_slot(reading.document, context.date, match, matcher.table)
        values["date"] = found[0] if found else None
    return draft


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _passage(match: Match, document: Document, values: dict[str, Any]) -> Passage:
    """The clause: from the first to the last of the trigger and what fills the slots, within the sentence."""
    first, last = match.strip.token_range(match.start, match.end)
    low, high = match.strip.tokens[0], match.strip.ends[-1]
    for value in values.values():
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, Mention) and low <= item.first and item.last <= high:
                first, last = min(first, item.first), max(last, item.last)
    rule = match.rule
    return Passage(document.starts[first], document.ends[last - 1], rule.plugin, rule.id, rule.version)


def _modality(match: Match, context: CompiledContext, matcher: Matcher) -> str:
    for cue in context.cues:
        if any(matcher.holds(p, match) for p in cue.when) and not any(
            matcher.holds(p, match) for p in cue.unless
        ):
            return cue.value
    return "asserted"


def resolve_dates(draft: Draft, reading: Reading, kinds: dict[str, FieldKind]) -> None:
    """Hold each date against the publication date, or against one that the text fixes."""
    reference = reading.published or reading.anchor
    own = {"date", "period"}  # the event's own time; other dates may be told from it, as "a year earlier" is
    names = sorted((n for n, kind in kinds.items() if kind == "date"), key=lambda n: n not in own)
    period: DateValue | None = None
    for name in names:
        mention = draft.values.get(name)
        if not isinstance(mention, Mention) or not isinstance(mention.value, DateExpression):
            continue
        found = resolve(mention.value, reference, future=draft.future, period=None if name in own else period)
        draft.values[name] = Resolved(mention, found) if found and (found.start or found.end) else None
        if name in own and draft.values[name]:
            period = found


def inherit(draft: Draft, before: list[Draft], reading: Reading, how: dict[str, Inheritance]) -> None:
    """Fill empty slots from events before, or from what the article is about, as the rule file declares."""
    for name, plan in how.items():
        empty = not (draft.attribution if name == "attribution" else draft.values.get(name))
        if not empty or any(draft.values.get(other) for other in plan.unless):
            continue
        for source in plan.sources:
            value = _inherited(name, source, plan, draft, before, reading)
            if value:
                draft.inherited.add(name)
                if name == "attribution":
                    draft.attribution = value
                else:
                    draft.values[name] = list(value) if isinstance(value, list) else value
                break


def _inherited(
    name: str, source: str, plan: Inheritance, draft: Draft, before: list[Draft], reading: Reading
) -> Any:
    if source in {"topic", "document"}:
        many = isinstance(draft.values.get(name), list) or name == "attribution"
        found = _topic(plan, reading) if source == "topic" else _only(plan, reading)
        return ([found] if many else found) if found else None
    for other in reversed(before):
        distance = draft.sentence - other.sentence
        if source == "sentence" and distance != 0:
            return None
        if source == "previous" and distance > NEAR:
            return None
        value = other.attribution if name == "attribution" else other.values.get(name)
        agrees = all(_agree(draft.values.get(f), other.values.get(f)) for f in plan.same)
        if value and agrees:
            return value
    return None


def _agree(a: Any, b: Any) -> bool:
    return (key_of(a) if not isinstance(a, list) else sorted(map(str, map(key_of, a)))) == (
        key_of(b) if not isinstance(b, list) else sorted(map(str, map(key_of, b)))
    )


def _wanted(plan: Inheritance, mention: Mention) -> bool:
    return not set((plan.type or "").split("|")).isdisjoint(mention.types)


def _topic(plan: Inheritance, reading: Reading) -> Mention | None:
    """What the title, the headline or the first sentence speaks of; always a mention of the text itself."""
    body = [m for m in reading.mentions if _wanted(plan, m)]
    for told in (m for m in reading.title_mentions if _wanted(plan, m)):
        same = next((m for m in body if key_of(m) == key_of(told)), None)
        if same:
            return same
    for sentence in reading.document.sentences:
        if sentence.zone not in _ABOUT:
            continue
        found = next((m for m in body if sentence.first <= m.first < sentence.last), None)
        if found or sentence.zone != "headline":
            return found
    return None


def _only(plan: Inheritance, reading: Reading) -> Mention | None:
    body = [m for m in reading.mentions if _wanted(plan, m)]
    return body[0] if len({key_of(m) for m in body}) == 1 else None


def payload(draft: Draft, document: Document, article_id: str, kinds: dict[str, FieldKind]) -> dict[str, Any]:
    """The draft as plain data in the form of the event contract, without an id."""
    out: dict[str, Any] = {
        "type": draft.type,
        "article": article_id,
        "modality": draft.modality,
        "attribution": [_plain(m, document) for m in draft.attribution],
    }
    for name, kind in kinds.items():
        value = draft.values.get(name)
        if value is None or value == [] or (kind == "date" and not isinstance(value, Resolved)):
            continue  # the model's default; words that gave no range are no date
        if kind in {"value", "values"}:
            out[name] = value
        elif isinstance(value, list):
            out[name] = [_plain(item, document) for item in value]
        else:
            out[name] = _plain(value, document)
    out["evidence"] = [
        {
            "start": p.start,
            "end": p.end,
            "text": document.text[p.start : p.end],
            "plugin": p.plugin,
            "rule": p.rule,
            "rule_version": p.version,
        }
        for p in sorted(draft.passages, key=lambda p: (p.start, p.end, p.rule))
    ]
    return out


def _plain(item: Any, document: Document) -> Any:
    if isinstance(item, Resolved):
        start, end = document.starts[item.mention.first], document.ends[item.mention.last - 1]
        return {
            "start": item.range.start,
            "end": item.range.end,
            "text": document.text[start:end],
            "start_char": start,
            "end_char": end,
        }
    if not isinstance(item, Mention):
        return item
    start, end = document.starts[item.first], document.ends[item.last - 1]
    span: dict[str, Any] = {"start": start, "end": end, "text": document.text[start:end]}
    value = item.value
    if isinstance(value, ActorValue):
        return span | {"kind": value.kind, "country": value.country}
    if isinstance(value, GoodValue):
        return span | {"name": value.name}
    if isinstance(value, AmountValue):
        return span | {"value": value.value, "low": value.low, "high": value.high, "unit": value.unit}
    if isinstance(value, TermValue):
        return span | {"name": value.name}
    if isinstance(value, PartsValue):
        return span | {name: _plain(part, document) for name, part in value.parts}
    return span


def to_event(model: type[Event], data: dict[str, Any]) -> Event:
    """Validate. Raises pydantic.ValidationError."""
    content = {k: v for k, v in data.items() if k not in {"type", "article"}}
    return model.model_validate(data | {"id": event_id(data["type"], data["article"], content)})
