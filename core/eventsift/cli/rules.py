"""``eventsift rules``: check rule files and run their examples."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["rules"]


@click.group(epilog="Example: eventsift rules check my_rules/")
def rules() -> None:
    """Check rule files and run the examples in them."""


@rules.command(epilog="Example: eventsift rules check my_rules/ports.yaml")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> int:
    """Report every problem in rule and lexicon files: file:line:col: CODE message.

    PATH is a file or a folder; without one, the files of all installed plugins. Exit code 2 where there is a
    problem.
    """
    from eventsift.rules.check import check as check_files

    problems = check_files(paths)
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} problems" if problems else "no problems", err=True)
    return 2 if problems else 0


@rules.command(epilog="Example: eventsift rules test my_rules/ports.yaml")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
def test(paths: tuple[Path, ...]) -> int:
    """Run the examples that rules hold and report each that fails.

    PATH is a file or a folder; without one, the rules of all installed plugins. Exit code 1 where one fails.
    """
    from eventsift.rules.examples import run_examples

    count, failures = run_examples(paths)
    for failure in failures:
        click.echo(str(failure))
    click.echo(f"{count} examples, {len(failures)} failed", err=True)
    return 1 if failures else 0
