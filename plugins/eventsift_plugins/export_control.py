"""The plugin ``export_control``."""

from __future__ import annotations

from pathlib import Path

import eventsift_rules
from eventsift import Extractor, hookimpl
from eventsift_plugins.models import ExportControl

__all__ = ["eventsift_extractors"]

_RULES = Path(eventsift_rules.__file__).parent / "export_control"


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """Its one extractor."""
    return [Extractor(event=ExportControl, rules=[_RULES / "rules.yaml"], lexicons=[_RULES / "words.yaml"])]
