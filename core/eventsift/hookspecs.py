"""The hooks that a plugin may implement."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pluggy

from eventsift.extractor import Extractor

__all__ = ["PROJECT", "eventsift_extractors", "eventsift_lexicons", "hookimpl", "hookspec"]

PROJECT = "eventsift"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def eventsift_extractors() -> Iterable[Extractor]:  # type: ignore[empty-body]
    """Give the extractors of this plugin, one for each event type.

    Called once, when an engine is loaded.
    """


@hookspec
def eventsift_lexicons() -> Iterable[Path]:  # type: ignore[empty-body]
    """Give lexicon files whose entries every plugin shall see: new goods, bodies, places.

    Word families in them serve only this plugin's own rules. Called once, when an engine is loaded.
    """
