"""Events as JSONL: one event a line, UTF-8, keys in the order of the model, nulls and empty lists kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from eventsift.events import Event

__all__ = ["to_line", "write_jsonl"]


def to_line(event: Event) -> bytes:
    """The event as one line, its end included."""
    return event.__pydantic_serializer__.to_json(event) + b"\n"


def write_jsonl(events: Iterable[Event], stream: BinaryIO) -> None:
    """One line for each event, written as it comes."""
    for event in events:
        stream.write(to_line(event))
