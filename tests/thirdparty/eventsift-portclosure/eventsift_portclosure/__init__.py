"""Port closures: an eventsift plugin."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from eventsift import Actor, Event, Extractor, Span, hookimpl

__all__ = ["Port", "PortClosure", "eventsift_extractors"]

_HERE = Path(__file__).parent


class Port(Span):
    """A port that the article names."""

    name: str = Field(description="Its usual name.")


class PortClosure(Event):
    """A port stops taking ships, or takes them again."""

    type: Literal["harbourdesk.port_closure"]
    status: Literal["closed", "reopened"] = Field(description="What became of it.")
    ports: tuple[Port, ...] = Field(min_length=1, description="Which ports.")
    causes: tuple[Literal["weather", "labour", "accident", "security"], ...] = Field(
        default=(), description="Why, as the article tells it."
    )
    authorities: tuple[Actor, ...] = Field(default=(), description="Who ordered it, where that is said.")


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """The one extractor of this package."""
    lexicons = [_HERE / "ports.yaml", _HERE / "words.yaml"]
    return [Extractor(event=PortClosure, rules=[_HERE / "rules.yaml"], lexicons=lexicons)]
