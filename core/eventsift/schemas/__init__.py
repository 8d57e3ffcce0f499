"""JSON Schemas of the files that people write, for editors. The files beside this one ship with the package.

``python -m eventsift.schemas`` writes them anew from the models.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["FILES", "file_schema", "schema_text"]

FOLDER = Path(__file__).parent
FILES = {what: FOLDER / f"{what}.schema.json" for what in ("rules", "lexicons", "context")}


def file_schema(what: str) -> dict[str, Any]:
    """The schema of a sort of file (rules, lexicons, context), made from its model."""
    from eventsift.events import SCHEMA_DIALECT
    from eventsift.lexicon_model import lexicon_schema
    from eventsift.rules.model import ContextFile, RuleFile

    if what == "lexicons":
        return {"$schema": SCHEMA_DIALECT, **lexicon_schema()}
    model = RuleFile if what == "rules" else ContextFile
    return {"$schema": SCHEMA_DIALECT, **model.model_json_schema()}


def schema_text(what: str) -> str:
    """The schema as its file holds it."""
    return json.dumps(file_schema(what), indent=2, ensure_ascii=False) + "\n"
