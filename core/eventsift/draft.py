"""A draft: what one match says of one event, before it is merged and validated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from eventsift.document import Document
from eventsift.events import DateRange
from eventsift.matcher import Match
from eventsift.mentions import ActorValue, AmountValue, DateValue, GoodValue, Mention, TermValue
from eventsift.symbols import Strip

__all__ = ["Draft", "FieldKind", "Passage", "Reading", "Resolved", "field_kinds", "key_of"]

FieldKind = Literal["mentions", "mention", "date", "values", "value"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of evidence: characters of the text, and the rule that found them."""

    start: int
    end: int
    plugin: str
    rule: str
    version: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A date mention with the range that it stands for."""

    mention: Mention
    range: DateValue


@dataclass(slots=True)
class Draft:
    """An event in the making; ``values`` holds mentions, resolved dates and plain values by field."""

    type: str
    match: Match
    passages: list[Passage]
    values: dict[str, Any]
    modality: str = "asserted"
    attribution: list[Mention] = field(default_factory=list)
    inherited: set[str] = field(default_factory=set)

    @property
    def sentence(self) -> int:
        """Number of the sentence."""
        return self.match.strip.sentence

    @property
    def future(self) -> bool:
        """Whether its dates lie ahead."""
        return self.modality in {"planned", "possible"}


@dataclass(slots=True)
class Reading:
    """All that is known of an article while its events are made; ``drafts`` are those of the same type so far."""

    document: Document
    strips: list[Strip]
    mentions: list[Mention]
    published: date | None
    anchor: date | None
    title_mentions: list[Mention]
    drafts: list[Draft] = field(default_factory=list)


def key_of(value: Any) -> Any:
    """What makes two values of a field the same."""
    if isinstance(value, Resolved):
        return (value.range.start, value.range.end)
    if isinstance(value, Mention):
        inner = value.value
        if isinstance(inner, ActorValue):
            known = inner.country not in (None, "XX") and inner.kind in {
                "country",
                "bloc",
                "government_body",
                "person",
            }
            return (
                inner.country
                if known
                else (inner.kind, inner.country, value.types[0], value.first, value.last)
            )
        if isinstance(inner, GoodValue | TermValue):
            return inner.name
        if isinstance(inner, AmountValue):
            return (inner.value, inner.unit)
        return (value.first, value.last)
    return value


def field_kinds(model: type[BaseModel]) -> dict[str, FieldKind]:
    """How each field of an event model is filled, told from its annotation: value types from mentions, others from
    ``set`` and ``values`` of the rules."""
    kinds: dict[str, FieldKind] = {}
    for name, info in model.model_fields.items():
        if name in {"type", "id", "article", "modality", "attribution", "evidence"}:
            continue
        parts = list(_parts(info.annotation))
        many = any(get_origin(part) in {tuple, list, frozenset, set} for part in parts)
        held = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
        if any(part is DateRange for part in held):
            kinds[name] = "date"
        elif held:
            kinds[name] = "mentions" if many else "mention"
        else:
            kinds[name] = "values" if many else "value"
    return kinds


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
