"""The one definition of a lexicon file: what keys there are, and what each means.

The JSON Schema (``eventsift schema lexicons``) is made from it, and so are the keys that ``load_lexicon`` takes.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

__all__ = [
    "Entry",
    "FamilyEntry",
    "FamilyFile",
    "FamilyGroup",
    "Group",
    "LexiconFile",
    "TermFile",
    "lexicon_schema",
]


def _list(value: object) -> object:
    if isinstance(value, dict | bool):
        raise ValueError("forms are a comma list, or a list")
    return [str(one) for one in value] if isinstance(value, list) else [] if value is None else [str(value)]


Forms = Annotated[
    list[str], BeforeValidator(_list, json_schema_input_type=str | float | list[str | float] | None)
]
"""Forms of a name: a comma list, a list, or nothing."""


def _entry_or_forms(value: object) -> str:
    return "entry" if isinstance(value, dict | BaseModel) else "forms"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Part):
    """A name, or a good: its forms and what is known of it."""

    names: Forms = Field([], description="Names of a state; the key is its code.")
    forms: Forms = Field([], description="Further forms beside the key.")
    adjectives: Forms = Field([], description="Adjectives and peoples: `Chinese`.")
    seats: Forms = Field([], description="Capitals that stand for the government: `Beijing`.")
    regions: Forms = Field([], description="Parts of the state whose trade is its trade.")
    country: str | None = Field(None, description="ISO 3166-1 alpha-2, `EU`, or `XX` for an unnamed one.")
    kind: str | None = Field(None, description="The kind of actor that a head or a role makes.")
    classes: Forms = Field([], description="What a good belongs to; each class is a mention type.")
    form: str | None = Field(None, description="How a role stands: `state` or `title`.")
    fields: Any = Field(None, description="Values for the Python step of a plugin.")
    note: str | None = Field(None, description="For people.")


Entries = dict[
    str,
    Annotated[
        Annotated[Entry, Tag("entry")] | Annotated[Forms, Tag("forms")], Discriminator(_entry_or_forms)
    ],
]


class Group(Entry):
    """Entries that share fields."""

    entries: Entries


class FamilyEntry(_Part):
    """A word family."""

    verbs: Forms = Field([], description="Base forms; the others are made.")
    nouns: Forms = Field([], description="Singulars; the plurals are made.")
    words: Forms = Field([], description="Words and phrases that are taken as they are.")
    forms: Forms = Field([], description="The same as `words`.")
    includes: Forms = Field([], description="Other families whose words are words of this one.")
    note: str | None = Field(None, description="For people.")


Families = dict[
    str,
    Annotated[
        Annotated[FamilyEntry, Tag("entry")] | Annotated[Forms, Tag("forms")], Discriminator(_entry_or_forms)
    ],
]


class FamilyGroup(FamilyEntry):
    """Families that share fields."""

    entries: Families


class LexiconFile(_Part):
    """What every lexicon file has."""

    lexicon: str = Field(description="The name of the lexicon, unique.")
    type: str = Field(description="The mention type that its entries give; `family` for word families.")
    language: str = "en"
    source: str | None = Field(None, description="Where the names and facts are from.")
    description: str | None = None


class TermFile(LexiconFile):
    """A lexicon of names or goods."""

    groups: list[Group] | None = None
    entries: Entries | None = None


class FamilyFile(LexiconFile):
    """A lexicon of word families."""

    type: Literal["family"]
    groups: list[FamilyGroup] | None = None
    entries: Families | None = None


def lexicon_schema() -> dict[str, Any]:
    """The JSON Schema of a lexicon file, of either sort."""
    from pydantic import TypeAdapter

    return TypeAdapter(TermFile | FamilyFile).json_schema() | {"title": "LexiconFile"}
