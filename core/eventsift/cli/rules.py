"""``eventsift rules``: check rule files, run their examples, measure what they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from eventsift.article import Article
    from eventsift.coverage import Coverage
    from eventsift.engine import Engine
    from eventsift.mine import Mined

__all__ = ["rules"]

FORMAT = click.option(
    "-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Default: text."
)


@click.group(epilog="Example: eventsift rules check my_rules/")
def rules() -> None:
    """Check rule files, run their examples, and measure what each rule does over articles."""


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
@click.option("--swap", is_flag=True, help="Try each example that passes again with other words.")
@click.option("--update", is_flag=True, help="Rewrite expectations that fail to what came.")
@click.option("--watch", is_flag=True, help="Run again whenever a file changes, until interrupted.")
@FORMAT
def test(paths: tuple[Path, ...], only: str, swap: bool, update: bool, watch: bool, format_: str) -> int:
    """Run the examples that rules hold and report each that fails.

    PATH is a file or a folder, whose rules take the place of the installed ones of their event type; without
    one, the rules of all installed plugins. --swap puts other states and goods of the lexicons, another tense or
    number, other quotes and spaces for hyphens in their place. --update writes into the files of PATH, and leaves marks
    and examples that do not fire alone. Exit code 0 where all pass, 1 where one fails, 2
    where none is found or the rules cannot be loaded.
    """
    if update:
        _update(paths, only)
    if not watch:
        return _test(paths, only, swap, format_)
    from eventsift.cli.watch import changes
    from eventsift.errors import EventsiftError

    for _ in changes(lambda: _watched(paths)):
        try:
            _test(paths, only, swap, format_)
        except EventsiftError as error:  # a file that is being written
            click.echo(f"eventsift: {error}", err=True)
    return 0


def _update(paths: tuple[Path, ...], only: str) -> None:
    from eventsift.errors import UsageError
    from eventsift.rules.update import update_expectations

    if not paths:
        raise UsageError("--update needs the files or folders that it may write to")
    engine, files = _engine(paths)
    for line in update_expectations(engine, files, only):
        click.echo(f"updated {line}")


def _watched(paths: tuple[Path, ...]) -> list[Path]:
    """The files that the examples depend on."""
    from eventsift.engine import base_lexicons
    from eventsift.plugins import load_plugins

    if paths:
        folders = [path for path in paths if path.is_dir()]
        return [*paths, *(file for folder in folders for file in sorted(folder.rglob("*.yaml")))]
    extractors = [extractor for plugin in load_plugins() for extractor in plugin.extractors]
    return [*base_lexicons(), *(Path(path) for e in extractors for path in (*e.rules, *e.lexicons))]


def _test(paths: tuple[Path, ...], only: str, swap: bool, format_: str) -> int:
    from dataclasses import asdict

    from eventsift.errors import UsageError
    from eventsift.rules.examples import run_examples

    engine, files = _engine(paths)
    results = run_examples(engine, files, only, swap=swap)
    _keep()
    ran = [result for result in results if result.number >= 0 and not result.swap]
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


@rules.command(epilog="Example: eventsift rules fmt my_rules/ --check")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; tell which files would change.")
def fmt(paths: tuple[Path, ...], only_check: bool) -> int:
    """Bring rule, lexicon and context files into one form; comments stay.

    PATH is a file or a folder. Exit code 0 where all went well, 1 where a file cannot be formatted, or with --check
    would change.
    """
    from eventsift.cli.fmt import format_files

    return format_files(paths, only_check)


@rules.command(epilog="Example: eventsift rules pages docs/rules my_rules/")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
def pages(folder: Path, paths: tuple[Path, ...]) -> int:
    """Write a Markdown page for each rule, and an index, into FOLDER: its patterns, fields and examples.

    PATH is a file or a folder of rules; without one, the rules of eventsift itself. Other .md files in FOLDER are
    taken away.
    """
    from eventsift.errors import UsageError
    from eventsift.rules.loose import find_loose
    from eventsift.rules.pages import INDEX, write_pages

    other = next((p for p in sorted(folder.glob("*.md")) if p.name != INDEX and "." not in p.stem), None)
    if other:
        raise UsageError(f"{other} is no page of a rule; give a folder of its own")
    files = find_loose(paths).rules if paths else _shipped()
    changed = write_pages(files, folder)
    click.echo(f"{_count(len(changed), 'page')} changed", err=True)
    return 0


def _shipped() -> list[Path]:
    import eventsift_rules

    return sorted(Path(eventsift_rules.__file__).parent.glob("*/rules*.yaml"))


INPUTS = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
RULES = click.option(
    "--rules",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Rule files in place of the installed ones of their event type. Repeatable.",
)


@rules.command(epilog="Example: eventsift rules coverage news/ --rules my_rules/")
@INPUTS
@RULES
@FORMAT
def coverage(inputs: tuple[str, ...], paths: tuple[Path, ...], format_: str) -> int:
    """Count what each rule finds in articles: passages in events, in a thousand sentences, articles, matches.

    Then the rules that found nothing, those that one article alone supports, and the pairs that match the
    same words, with the field that they would fill differently. INPUT is what eventsift run takes.
    """
    found = _measure(inputs, paths)
    if format_ == "json":
        _print_json(found.data())
        return 0
    from eventsift.write.clean import clean

    click.echo(f"{_count(found.articles, 'article')}, {_count(found.sentences, 'sentence')}")
    click.echo(f"{'passages':>9} {'per 1000':>9} {'articles':>9} {'matches':>9}  rule")
    for use in sorted(found.rules, key=lambda use: (-use.passages, use.rule)):
        numbers = f"{use.passages:>9} {found.per_thousand(use):>9.2f} {use.articles:>9} {use.matches:>9}"
        click.echo(f"{numbers}  {use.rule}")
    click.echo(f"\nno passage ({len(found.silent)}): {', '.join(found.silent) or 'none'}")
    click.echo(f"in one article only ({len(found.single)}): {', '.join(found.single) or 'none'}")
    click.echo("\nthe same words:" if found.clashes else "\nno two rules match the same words")
    for clash in found.clashes:
        conflict = f"  CONFLICT {clash.conflict}" if clash.conflict else ""
        click.echo(
            f"{clash.count:>5}  {clash.first} and {clash.second}{conflict}\n       {clean(clash.example)!r}"
        )
    return 0


@rules.command(epilog="Example: eventsift rules profile news/")
@INPUTS
@RULES
@FORMAT
def profile(inputs: tuple[str, ...], paths: tuple[Path, ...], format_: str) -> int:
    """Time each step and each rule over articles: the slowest rules first, then those never tried."""
    found = _measure(inputs, paths)
    if format_ == "json":
        _print_json(found.data())
        return 0
    click.echo(f"{_count(found.articles, 'article')}, {_count(found.sentences, 'sentence')}")
    for step in found.steps:
        click.echo(f"{1e6 * step.seconds / max(1, found.articles):>9.0f} µs an article  {step.name}")
    total = sum(use.seconds for use in found.rules) or 1.0
    click.echo(f"\n{'ms':>9} {'share':>6} {'tries':>9} {'matches':>9} {'µs a try':>9}  rule")
    for use in sorted(found.rules, key=lambda use: (-use.seconds, use.rule)):
        if use.tries:
            numbers = f"{1e3 * use.seconds:>9.1f} {use.seconds / total:>6.1%} {use.tries:>9} {use.matches:>9}"
            click.echo(f"{numbers} {1e6 * use.seconds / use.tries:>9.1f}  {use.rule}")
    never = [use.rule for use in found.rules if not use.tries]
    click.echo(f"\nnever tried ({len(never)}): {', '.join(never) or 'none'}")
    return 0


@rules.command(epilog="Example: eventsift rules mine news/ --least 3")
@INPUTS
@RULES
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="How often at least.")
@FORMAT
def mine(inputs: tuple[str, ...], paths: tuple[Path, ...], least: int, format_: str) -> int:
    """Find words that no lexicon knows where a rule would have matched but for them, ready to paste.

    First those that stand where a slot wants a mention of a type, then those where a pattern wants a word of a
    family; the most widespread first, each with the rules and passages that it stood in.
    """
    from eventsift.mine import mine as mine_articles
    from eventsift.write.clean import clean

    found = mine_articles(_engine(paths)[0], _articles(inputs), least)
    _keep()
    if format_ == "json":
        _print_json([one.data() for one in found])
        return 0
    for kind, title in (("type", "a mention"), ("family", "a word")):
        groups: dict[str, list[Mined]] = {}
        for one in found:
            if one.kind == kind:
                groups.setdefault(one.wanted, []).append(one)
        for wanted, several in groups.items():
            click.echo(f"# where {wanted} is wanted ({title})")
            for one in several:
                count = f"{_count(one.count, 'time')} in {_count(len(one.articles), 'article')}"
                click.echo(f'{clean(one.words)}: ""  # {count}: {clean(one.contexts[0])!r}')
            click.echo("")
    return 0


def _measure(inputs: tuple[str, ...], paths: tuple[Path, ...]) -> Coverage:
    from eventsift.coverage import measure
    from eventsift.errors import UsageError

    engine, _ = _engine(paths)
    found = measure(engine, _articles(inputs))
    _keep()
    if not found.articles:
        raise UsageError("no article could be read")
    return found


def _engine(paths: tuple[Path, ...]) -> tuple[Engine, list[Path]]:
    """An engine with the expressions that an earlier run kept, and the rule files that are asked for."""
    from eventsift.expressions import restore
    from eventsift.rules.loose import engine_for

    restore()
    return engine_for(paths)


def _keep() -> None:
    from eventsift.expressions import keep

    keep()


def _articles(inputs: tuple[str, ...]) -> Iterator[Article]:
    from eventsift.read import SetAside, read_articles

    for item in read_articles(inputs, warn=lambda message: click.echo(f"warning: {message}", err=True)):
        if isinstance(item, SetAside):
            click.echo(f"set aside: {item.place}: {item.reason}", err=True)
        else:
            yield item


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
