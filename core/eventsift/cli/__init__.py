"""The command line. Only click is imported here: ``eventsift --help`` must not wait for anything else."""

from __future__ import annotations

import io
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import click

from eventsift.cli.diff import diff
from eventsift.cli.explain import explain
from eventsift.cli.plugins import plugins
from eventsift.cli.rules import rules
from eventsift.cli.run import run
from eventsift.cli.schema import schema
from eventsift.errors import EventsiftError, UsageError

__all__ = ["main"]

FAILED, WRONG_USE, INTERRUPTED, TERMINATED = 1, 2, 130, 143


def _version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    del parameter
    if value:
        from importlib.metadata import version

        click.echo(f"eventsift {version('eventsift')}")
        context.exit()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: eventsift run news/ --output events.jsonl",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say the version."
)
def commands() -> None:
    """Turn news articles into validated events, by rules that people can read.

    Exit codes: 0 all went well, 1 something was set aside or failed, 2 wrong call or configuration.
    """


for command in (run, explain, diff, plugins, rules, schema):
    commands.add_command(command)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    """Unwind instead of dying, so that no half-written file stays behind."""
    del number, frame
    raise SystemExit(TERMINATED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with ``arguments``, else those of the process, and return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that lacks a letter must not end the run
        sys.stdout.reconfigure(errors="replace")
    in_main_thread = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, _terminate) if in_main_thread else None
    try:
        code = commands.main(arguments, prog_name="eventsift", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("eventsift: interrupted", err=True)
        return INTERRUPTED
    except EventsiftError as error:
        click.echo(f"eventsift: {error}", err=True)
        return WRONG_USE if isinstance(error, UsageError) else FAILED
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
    return code if isinstance(code, int) else 0
