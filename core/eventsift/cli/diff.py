"""``eventsift diff``: what changed from one run to another."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["diff"]


@click.command(epilog="Example: eventsift diff before.jsonl after.jsonl --format markdown")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
def diff(before: Path, after: Path, format_: str) -> int:
    """Compare the events of two runs: gained, lost, changed, each with the rules that found it before and after.

    BEFORE and AFTER are JSONL files that eventsift run wrote. Exit code 0 where they are alike, 1 where not.
    """
    from eventsift.diff import compare, read_events, to_markdown
    from eventsift.write.clean import clean

    changes = compare(read_events(before), read_events(after))
    if format_ == "json":
        import json

        click.echo(json.dumps([change.data() for change in changes], ensure_ascii=False, indent=2))
    elif format_ == "markdown":
        click.echo(to_markdown(changes), nl=False)
    else:
        for change in changes:
            click.echo(f"{change.kind:<8}{change.article}: {change.type}: {clean(change.text)!r}")
            click.echo(f"        {clean(change.cause)}")
            for name, (was, now) in change.fields.items():
                click.echo(f"        {name}: {clean(was)} -> {clean(now)}")
        click.echo(f"{len(changes)} differences" if changes else "no difference", err=True)
    return 1 if changes else 0
