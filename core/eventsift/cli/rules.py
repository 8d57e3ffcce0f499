"""``eventsift rules``: check rule files and run their examples."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["rules"]

FORMAT = click.option(
    "-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Default: text."
)


@click.group(epilog="Example: eventsift rules check my_rules/")
def rules() -> None:
    """Check rule files and run the examples in them."""


@rules.command(epilog="Example: eventsift rules check my_rules/ports.yaml")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--code", metavar="CODE", default="", help="Say what a code means, and what to do.")
@FORMAT
def check(paths: tuple[Path, ...], strict: bool, code: str, format_: str) -> int:
    """Report every problem in rule and lexicon files: file:line:col: CODE message.

    PATH is a file or a folder; without one, the files of all installed plugins. A comment "allow: CODE" on
    a line silences a warning there. Exit code 0 where all is well, 1 where there are problems, 2 for a wrong
    call.
    """
    if code:
        return _explain(code)
    from eventsift.rules.check import check as check_files
    from eventsift.rules.check import report

    problems = check_files(paths)
    wrong = [problem for problem in problems if strict or not problem.warning]
    if format_ == "json":
        _print_json([problem.data() for problem in problems])
    else:
        for line in report(problems):
            click.echo(line)
    errors = sum(not problem.warning for problem in problems)
    click.echo(f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}", err=True)
    return 1 if wrong else 0


@rules.command(epilog="Example: eventsift rules test my_rules/ -k near_miss")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-k", "only", metavar="SUBSTR", default="", help="Only where the rule's id or the text holds this."
)
@FORMAT
def test(paths: tuple[Path, ...], only: str, format_: str) -> int:
    """Run the examples that rules hold and report each that fails.

    PATH is a file or a folder, whose rules take the place of the installed ones of their event type; without
    one, the rules of all installed plugins. Exit code 0 where all pass, 1 where one fails, 2 where none is
    found or the rules cannot be loaded.
    """
    from dataclasses import asdict

    from eventsift.errors import UsageError
    from eventsift.rules.examples import run_examples
    from eventsift.rules.loose import engine_for

    engine, files = engine_for(paths)
    results = run_examples(engine, files, only)
    ran = [result for result in results if result.number >= 0]
    if not ran:
        raise UsageError("no example found" + (f" that holds {only!r}" if only else ""))
    failed = [result for result in results if not result.ok]
    if format_ == "json":
        _print_json([asdict(result) for result in results])
    else:
        for result in failed:
            click.echo(f"{result}\n")
    todo = sum(result.outcome == "todo" for result in ran)
    told = f", {todo} still to do" if todo else ""
    click.echo(f"{_count(len(ran), 'example')}, {len(failed)} failed{told}", err=True)
    return 1 if failed else 0


def _explain(name: str) -> int:
    from eventsift.errors import UsageError
    from eventsift.rules.codes import CODES
    from eventsift.rules.problems import nearest

    if name not in CODES:
        raise UsageError(f"no code is called {name!r}; {nearest(name, CODES) or 'they are in docs/codes.md'}")
    code = CODES[name]
    click.echo(f"{code.name} ({code.severity})\n  {code.what}\n  {code.remedy}")
    return 0


def _print_json(data: object) -> None:
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
