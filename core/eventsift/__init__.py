"""eventsift turns news articles into validated events, by rules that people can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventsift.article import Article
    from eventsift.engine import Engine, Extraction, Problem, load
    from eventsift.errors import EventsiftError
    from eventsift.events import Actor, Amount, DateRange, Event, Evidence, Good, Span, Value
    from eventsift.extractor import Extractor
    from eventsift.hookspecs import hookimpl

__all__ = [
    "Actor",
    "Amount",
    "Article",
    "DateRange",
    "Engine",
    "Event",
    "EventsiftError",
    "Evidence",
    "Extraction",
    "Extractor",
    "Good",
    "Problem",
    "Span",
    "Value",
    "hookimpl",
    "load",
]

_HOMES = {
    "article": ["Article"],
    "engine": ["Engine", "Extraction", "Problem", "load"],
    "errors": ["EventsiftError"],
    "events": ["Actor", "Amount", "DateRange", "Event", "Evidence", "Good", "Span", "Value"],
    "extractor": ["Extractor"],
    "hookspecs": ["hookimpl"],
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: ``eventsift --help`` must not wait for pydantic."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
