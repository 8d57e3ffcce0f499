"""The plugin ``diplomatic_deal``."""

from __future__ import annotations

from pathlib import Path

import eventsift_rules
from eventsift import Extractor, hookimpl
from eventsift_plugins.models import DiplomaticDeal

__all__ = ["eventsift_extractors"]

_RULES = Path(eventsift_rules.__file__).parent / "diplomatic_deal"


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """Its one extractor."""
    return [Extractor(event=DiplomaticDeal, rules=[_RULES / "rules.yaml"], lexicons=[_RULES / "words.yaml"])]
