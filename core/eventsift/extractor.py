"""An extractor: what a plugin hands to the engine for one event type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eventsift.events import Event

if TYPE_CHECKING:
    from eventsift.draft import Draft, Reading

__all__ = ["Extractor"]


@dataclass(frozen=True, slots=True)
class Extractor:
    """One event type: its model, its rule files, lexicons of its own, and a last step in Python where rules end.

    ``finish`` gets each draft after its slots were filled and inherited; it may change the draft's values, or
    return None to drop it.
    """

    event: type[Event]
    rules: Sequence[Path]
    lexicons: Sequence[Path] = ()
    finish: Callable[[Draft, Reading], Draft | None] | None = None
