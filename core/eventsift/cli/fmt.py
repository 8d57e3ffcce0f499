"""What ``eventsift rules fmt`` does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from eventsift.errors import EventsiftError, UsageError
from eventsift.rules.format import formatted
from eventsift.rules.loose import find_loose
from eventsift.write import whole_file
from eventsift.yamlfile import read_text

__all__ = ["format_files"]


def format_files(paths: Iterable[Path], only_check: bool) -> int:
    """Format files in place, or tell which would change. Gives the exit code; raises UsageError."""
    loose = find_loose(paths)
    files = sorted([*loose.rules, *loose.lexicons, *loose.contexts])
    if not files:
        raise UsageError("no .yaml file found")
    changed = failed = 0
    for path in files:
        try:
            old = read_text(path)
            new = formatted(old, str(path))
        except EventsiftError as error:
            failed += 1
            click.echo(f"{error}", err=True)
            continue
        if new == old:
            continue
        changed += 1
        click.echo(f"would change {path}" if only_check else f"formatted {path}")
        if not only_check:
            with whole_file(path) as stream:
                stream.write(new.encode())
    click.echo(f"{len(files)} files, {changed} {'would change' if only_check else 'changed'}", err=True)
    return 1 if failed or (only_check and changed) else 0
