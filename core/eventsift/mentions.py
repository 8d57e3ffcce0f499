"""Mentions: typed stretches of tokens, with the normal value that they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = [
    "ActorValue",
    "AmountValue",
    "DateExpression",
    "DateValue",
    "GoodValue",
    "Mention",
    "PartsValue",
    "TermValue",
]


@dataclass(frozen=True, slots=True)
class ActorValue:
    """``kind``: country, bloc, government_body, company, organisation, person, unnamed. ``country``: ISO 3166-1
    alpha-2, ``EU``, ``XX`` for an unnamed one, or None. ``form``: name, adjective, seat (a capital that stands for
    its government), title (a role and a name), definite (*the ministry*)."""

    kind: str
    country: str | None
    form: str = "name"


@dataclass(frozen=True, slots=True)
class GoodValue:
    """``name``: the normal name; ``classes``: what it belongs to (critical_minerals, energy, narcotics, …)."""

    name: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermValue:
    """An entry of a lexicon whose type is none of ours; ``fields`` are what the entry says beside its forms."""

    name: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AmountValue:
    """``unit``: an ISO 4217 code, ``t``, ``kg``, ``bbl``, ``bbl/d``, ``%``, ``pp``, ``USD/bbl``, a singular noun,
    or ``""`` for a bare number whose unit the sentence has to tell."""

    value: float
    unit: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as the words give it, before it is held against the publication date. See ``recognise.dates``."""

    kind: str
    fields: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date range, both days inclusive; None is an open end."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class PartsValue:
    """A passage with fields of its own, made by the Python step of an extractor: a commitment and its party."""

    parts: tuple[tuple[str, Mention | None], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first`` to ``last`` (exclusive); ``types`` are what a slot may ask for, the most exact first."""

    first: int
    last: int
    types: tuple[str, ...]
    value: ActorValue | GoodValue | AmountValue | DateExpression | TermValue | PartsValue | None = None
