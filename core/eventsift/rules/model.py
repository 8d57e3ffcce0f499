"""The one definition of a rule file: what keys there are, and what each means.

The JSON Schema (``eventsift schema rules``) and the language reference are made from it.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = ["ContextFile", "Cue", "Example", "Inheritance", "Merge", "Rule", "RuleFile", "SlotRule"]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Patterns = Annotated[list[str], BeforeValidator(_as_list, json_schema_input_type=str | list[str])]
"""One pattern, or a list of patterns that are tried in order."""


_Source = Literal["sentence", "previous", "paragraph", "topic", "document"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SlotRule(_Part):
    """How a slot is filled when the trigger itself does not hold it."""

    type: str | None = Field(None, description="Mention types the slot takes, as in `country|bloc`.")
    find: Patterns = Field(
        default_factory=list, description="Patterns with `<>`; the first that finds something fills the slot."
    )
    collect: bool = Field(False, description="Take what every pattern finds, not only the first.")
    values: dict[str, Patterns] = Field(
        default_factory=dict, description="For enumerations: value to patterns that tell it."
    )
    within: Literal["sentence", "trigger"] = Field(
        "sentence", description="Where the patterns of `values` are looked for."
    )
    unless: Patterns = Field(default_factory=list, description="Patterns that leave the slot empty.")


class Example(_Part):
    """A text that the rule must, or must not, read an event of its type from."""

    text: str = Field(
        description="A sentence or two; `[words]{slot}` marks what a slot must hold.", min_length=1
    )
    title: str | None = Field(None, description="The article's title.")
    published: datetime.date | None = Field(
        None, description="The publication date the dates resolve against."
    )
    match: bool = Field(True, description="False: a near miss, the rule must not fire.")
    todo: str | None = Field(
        None, description="Why this example still fails; it must fail until it is mended."
    )
    expect: dict[str, Any] = Field(
        default_factory=dict, description="Field to value: a string, or a list of all values."
    )
    swap: bool = Field(
        True, description="False: not tried again with other words, because it means something else then."
    )


class Rule(_Part):
    """One construction that tells of an event."""

    id: str = Field(pattern=r"^[a-z0-9_-]+(\.[a-z0-9_-]+)+$", description="`type.name`, unique.")
    title: str | None = Field(None, description="One line for people.")
    status: Literal["experimental", "stable", "deprecated"] = "stable"
    since: str | None = Field(None, description="The version of the package that brought it.")
    event: str | None = Field(None, description="The event type; the file's where it is not given.")
    priority: int = Field(
        0,
        ge=-100,
        le=100,
        description="Which rule wins where two match the same words; then the longer match.",
    )
    set: dict[str, Any] = Field(default_factory=dict, description="Fields that this rule gives fixed values.")
    trigger: Patterns = Field(description="Patterns; each match is an event.", min_length=1)
    slots: dict[str, SlotRule] = Field(
        default_factory=dict, description="Slots beside, or instead of, the file's."
    )
    require: Patterns = Field(
        default_factory=list, description="Slots without which there is no event; `a|b`: one of them."
    )
    unless: Patterns = Field(
        default_factory=list, description="Patterns over the sentence that forbid the event."
    )
    when: Patterns = Field(default_factory=list, description="Patterns of which one must be in the sentence.")
    examples: list[Example] = Field(default_factory=list)


class Inheritance(_Part):
    """Where an empty slot may take its value from, tried in order."""

    sources: Annotated[
        list[_Source], BeforeValidator(_as_list, json_schema_input_type=_Source | list[_Source])
    ] = Field(
        alias="from",
        description=(
            "sentence: the event before it in the sentence; previous: the event before it, at most two "
            "sentences back; paragraph: any event before it in the article; topic: the title or the first "
            "sentence; document: the only value of that type that the article holds."
        ),
    )
    type: str | None = Field(None, description="Mention types that `topic` looks for.")
    unless: list[str] = Field(default_factory=list, description="Not where one of these slots is filled.")
    same: list[str] = Field(
        default_factory=list, description="Only from an event that agrees in these fields."
    )


class Merge(_Part):
    """When two events of an article are one."""

    equal: list[str] = Field(
        default_factory=list, description="Fields that must not differ where both have them."
    )
    share: list[str] = Field(
        default_factory=list, description="Lists that must share a value where both have one."
    )
    nest: list[str] = Field(
        default_factory=list, description="Lists of which one must hold all of the other where both have one."
    )
    overlap: list[str] = Field(default_factory=list, description="Fields of which at least one must agree.")
    join: bool = Field(True, description="Lists of merged events are joined; the first one's stay otherwise.")


class RuleFile(_Part):
    """A file of rules."""

    event: str | None = Field(None, description="The event type of all rules in the file.")
    language: str = Field("en", description="The language of the articles that the rules read.")
    description: str | None = None
    macros: dict[str, str | list[str]] = Field(
        default_factory=dict, description="Patterns with a name, for `$name`."
    )
    slots: dict[str, SlotRule] = Field(
        default_factory=dict, description="Slots that all rules of the file have."
    )
    unless: Patterns = Field(default_factory=list, description="Patterns that forbid every rule of the file.")
    inherit: dict[str, Inheritance] = Field(default_factory=dict)
    merge: Merge | None = None
    rules: list[Rule] = Field(default_factory=list)


class Cue(_Part):
    """A cue that tells how an event is presented."""

    id: str
    value: str
    when: Patterns
    unless: Patterns = Field(default_factory=list)


class ContextFile(_Part):
    """Cues for modality and attribution, shared by all event types."""

    context: str
    language: str = "en"
    description: str | None = None
    macros: dict[str, str | list[str]] = Field(default_factory=dict)
    modality: list[Cue] = Field(default_factory=list)
    attribution: SlotRule = Field(default_factory=lambda: SlotRule.model_validate({}))
    date: SlotRule = Field(default_factory=lambda: SlotRule.model_validate({}))
