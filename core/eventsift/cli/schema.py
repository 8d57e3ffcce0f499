"""``eventsift schema``: the JSON Schema of what is written and of what is read."""

from __future__ import annotations

import json
from typing import Any

import click

__all__ = ["schema"]


@click.command(epilog="Example: eventsift schema rules > rules.schema.json")
@click.argument("what", type=click.Choice(["events", "rules", "lexicons", "context"]))
def schema(what: str) -> None:
    """Print a JSON Schema (2020-12).

    events: a line of JSONL output, with the event types of all working plugins. rules: a rule file.
    lexicons: a lexicon file. context: the file of modality and attribution cues. Editors complete rule files with
    them: see docs/editor.md.
    """
    click.echo(json.dumps(_schema(what), indent=2, ensure_ascii=False))


def _schema(what: str) -> dict[str, Any]:
    if what == "events":
        from eventsift.engine import load
        from eventsift.events import event_schema

        return event_schema(load().event_models)
    from eventsift.schemas import file_schema

    return file_schema(what)
