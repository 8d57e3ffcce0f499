"""Events: what comes out. The event contract as pydantic models, its JSON Schema, and an event's stable id.

A plugin's event type is a subclass of `Event` with ``type: Literal["its_name"]`` and fields of its own, made
of the value types below or of other `Value` models. Every offset counts Unicode code points of the article's
text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date  # noqa: N812 - an event has a field `date`, which would hide the type
from hashlib import blake2b
from typing import Annotated, Any, Literal, Self, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)

__all__ = [
    "Actor",
    "ActorKind",
    "Amount",
    "Commitment",
    "DateRange",
    "Event",
    "Evidence",
    "Good",
    "Modality",
    "Number",
    "Span",
    "Value",
    "event_id",
    "event_schema",
    "event_type",
    "event_union",
    "spans_of",
]

Modality = Literal["asserted", "alleged", "planned", "possible", "negated"]
ActorKind = Literal["country", "bloc", "government_body", "company", "organisation", "person", "unnamed"]

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID_BYTES = 10  # 20 hex digits: in 100 million events the chance that any two share an id is below one in 10^8
NOT_CONTENT = frozenset({"id", "type", "article", "evidence"})
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
EXACT = 2**53  # from here on a float no longer tells neighbouring integers apart


def _whole(value: object) -> object:
    """A float without a fraction as an int, so that 270000.0 is written ``270000``."""
    if type(value) is float and value.is_integer() and -EXACT < value < EXACT:
        return int(value)
    return value


Number = Annotated[
    int | Annotated[float, Field(allow_inf_nan=False)],
    BeforeValidator(_whole),
    WithJsonSchema({"type": "number"}),
]
"""A finite number; one without a fraction is held and written as an integer."""


class Value(BaseModel):
    """Base of all that an event is made of: frozen, and unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(Value):
    """A stretch of the article's text: ``text == article.text[start:end]``."""

    start: int = Field(
        ge=0, description="Offset of the first character in the article's text, in code points."
    )
    end: int = Field(ge=0, description="Offset after the last character.")
    text: str = Field(min_length=1, description="The characters between the two, exactly as they were read.")

    @model_validator(mode="after")
    def _offsets_fit_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"span {self.start}:{self.end} does not fit its text of {len(self.text)} characters"
            )
        return self


class Evidence(Span):
    """A passage that carries the event, and who found it."""

    plugin: str = Field(min_length=1, description="Name of the plugin that found it.")
    rule: str = Field(min_length=1, description="Id of the rule that matched.")
    rule_version: str = Field(description="Version of that rule, or of the plugin where the rule has none.")


class Actor(Span):
    """Someone who acts or is acted upon: a state, a body, a company, a person."""

    kind: ActorKind = Field(description="What it is.")
    country: str | None = Field(
        default=None,
        pattern="^[A-Z]{2}$",
        description="ISO 3166-1 alpha-2 code of the state that it is or belongs to, EU for the European "
        "Union, XX for an unnamed state; null where nothing tells.",
    )


class Good(Span):
    """Something that is traded, controlled or smuggled."""

    name: str = Field(min_length=1, description="Its normal name: lower case, singular or mass form.")


class Amount(Span):
    """A number with its unit."""

    value: Number = Field(description="The number, multipliers applied; the middle of a range.")
    low: Number | None = Field(default=None, description="Lower end of a range, else null.")
    high: Number | None = Field(default=None, description="Upper end of a range, else null.")
    unit: str = Field(
        description="ISO 4217 code, t, kg, g, bbl, bbl/d, %, pp, a price such as USD/bbl, or a singular noun."
    )

    @model_validator(mode="after")
    def _range_is_ordered(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"the range of {self.text!r} runs from {self.low} down to {self.high}")
        return self


class DateRange(Value):
    """Days, both inclusive, as wide as the words leave open; an open end is null."""

    start: Date | None = Field(description="First day, null where open.")
    end: Date | None = Field(description="Last day, null where open.")
    text: str = Field(min_length=1, description="The words that give the date.")
    start_char: int = Field(
        ge=0, description="Offset of the first character of these words in the article's text."
    )
    end_char: int = Field(ge=0, description="Offset after their last character.")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.end_char - self.start_char != len(self.text):
            raise ValueError(
                f"date span {self.start_char}:{self.end_char} does not fit its text "
                f"of {len(self.text)} characters"
            )
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"the date {self.text!r} ends ({self.end}) before it starts ({self.start})")
        return self


class Commitment(Span):
    """What one side of an agreement undertakes."""

    party: Actor | None = Field(
        default=None, description="Who undertakes it, null where the text does not tell."
    )


class Event(Value):
    """Something that an article says happened, is happening, is planned or is alleged.

    >>> from typing import Literal
    >>> class PortClosure(Event):
    ...     type: Literal["acme.port_closure"]
    ...     port: Span
    >>> event_type(PortClosure)
    'acme.port_closure'
    """

    type: str = Field(description="The type of event.")
    id: str = Field(
        min_length=1, description="Stable id: the same article read by the same rules gives the same id."
    )
    article: str = Field(min_length=1, description="Id of the article that it was read from.")
    modality: Modality = Field(
        description="How the article presents it: as fact (asserted), as accusation or hearsay (alleged), "
        "announced but not yet done (planned), open (possible), or denied (negated)."
    )
    attribution: tuple[Actor, ...] = Field(
        default=(), description="Whom the article credits with the statement; empty where it speaks itself."
    )
    date: DateRange | None = Field(
        default=None, description="When it happened or is to happen, not when it was reported."
    )
    evidence: tuple[Evidence, ...] = Field(min_length=1, description="Every passage that carries the event.")


def event_type(model: type[Event]) -> str:
    """The type name that a model declares as ``type: Literal["name"]``.

    Raises TypeError where it declares none, or more than one.
    """
    field = model.model_fields["type"]
    names = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    if len(names) != 1 or not isinstance(names[0], str):
        raise TypeError(
            f"{model.__module__}.{model.__qualname__} does not name its event type; "
            'declare one, for example: type: Literal["port_closure"]'
        )
    return names[0]


def event_union(models: Sequence[type[Event]]) -> TypeAdapter[Event]:
    """A validator that reads any of the models, told apart by ``type``.

    Raises TypeError where a model names no type or two models name the same, ValueError without models.
    """
    if not models:
        raise ValueError("no event models: an event union needs at least one")
    owners: dict[str, type[Event]] = {}
    for model in models:
        name = event_type(model)
        if name in owners:
            raise TypeError(
                f"event type {name!r} is declared by {owners[name].__qualname__} and {model.__qualname__}"
            )
        owners[name] = model
    if len(models) == 1:
        return TypeAdapter(models[0])
    union: Any = Union[tuple(models)]  # noqa: UP007 - built at run time, `|` cannot spread a tuple
    joined: Any = Annotated[union, Field(discriminator="type")]
    return TypeAdapter(joined)


def event_schema(models: Sequence[type[Event]]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of output, for these event types, sorted by type name."""
    ordered = sorted(models, key=event_type)
    schema = event_union(ordered).json_schema(mode="serialization")
    return {"$schema": SCHEMA_DIALECT, "title": "Event"} | schema


def event_id(type: str, article: str, payload: Mapping[str, Any]) -> str:  # noqa: A002 - named as the field is
    """A short id that depends on nothing but what the event says.

    It is BLAKE2b (10 bytes, in hex) of the compact UTF-8 JSON ``[type, article, content, spans]``.
    Content is the payload with sorted keys and without ``id``, ``type``, ``article``, nulls and empty
    lists; spans are the sorted ``[start, end]`` of the evidence. So renaming a rule, or adding an
    optional field to a model, changes no id. A dict, a model's ``__dict__`` and a line of JSONL read
    back give the same id.

    >>> event_id("smuggling", "a1", {"outcome": "foiled", "transit": []})
    '474544b3c4acf4ee0c53'
    """
    content = _content({key: value for key, value in payload.items() if key not in NOT_CONTENT})
    spans = sorted(_offsets(span) for span in payload.get("evidence", ()))
    text = CANONICAL.encode([type, article, content, spans])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()


def _offsets(span: Span | Mapping[str, Any]) -> tuple[int, int]:
    return (span.start, span.end) if isinstance(span, Span) else (span["start"], span["end"])


def _content(value: Any) -> Any:
    """``value`` as plain JSON without what says nothing. The order of the tests is that of frequency."""
    kind = type(value)
    if kind is str or kind is int:
        return value
    if kind is dict:
        return {
            key: item if type(item) is str else _content(item)
            for key, item in value.items()
            if item is not None and item != () and item != []
        }
    if kind is tuple or kind is list:
        return [_content(item) for item in value]
    if kind is float:
        return _whole(value)
    if kind is Date:
        return value.isoformat()
    if isinstance(value, BaseModel):
        return _content(value.__dict__)
    return _content(dict(value)) if isinstance(value, Mapping) else value


def spans_of(value: object) -> Iterable[tuple[int, int, str]]:
    """Every ``(start, end, text)`` in an event or any part of it, for a check against the article's text."""
    if isinstance(value, Span):
        yield value.start, value.end, value.text
    elif isinstance(value, DateRange):
        yield value.start_char, value.end_char, value.text
    if isinstance(value, BaseModel):
        for item in value.__dict__.values():
            if not isinstance(item, str | int):
                yield from spans_of(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans_of(item)
