"""``eventsift run``: articles in, events out."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from eventsift.article import Article
    from eventsift.cli.report import Report
    from eventsift.engine import Extraction, PluginInfo
    from eventsift.events import Event
    from eventsift.read import SetAside

__all__ = ["run"]

FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "table"}


class Extracts(Protocol):
    """What a run needs of an engine."""

    @property
    def plugins(self) -> tuple[PluginInfo, ...]: ...

    def extract(self, article: Article) -> Extraction: ...


@click.command(
    epilog="Examples: eventsift run news/ more.jsonl --output events.jsonl; "
    "cat article.txt | eventsift run - --format jsonl"
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; appears whole or not at all."
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["table", "jsonl"]),
    help="Default: by the ending of the output file; a table on standard output.",
)
@click.option("-t", "--table", is_flag=True, help="With an output file: print the table as well.")
@click.option("--plugin", "plugins", metavar="NAME", multiple=True, help="Use only this plugin. Repeatable.")
@click.option(
    "--disable", metavar="NAME", multiple=True, help="Leave this plugin out, not even imported. Repeatable."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def run(
    inputs: tuple[str, ...],
    output: Path | None,
    format_: str | None,
    table: bool,
    plugins: tuple[str, ...],
    disable: tuple[str, ...],
    quiet: bool,
) -> int:
    """Read articles and write the events in them.

    INPUT is a file (.txt, .jsonl, .html), a folder with all below it, a quoted glob such as "news/**/*.txt",
    or - for standard input. What cannot be read is set aside and named in the summary; the rest runs.
    """
    from eventsift.cli.report import Report
    from eventsift.read import read_articles
    from eventsift.write import check_output

    style = format_ or _format_of(output)
    if output is not None:
        check_output(output)
        _refuse_own_input(inputs, output)
    report = Report()
    articles = read_articles(inputs, warn=report.warn)
    from eventsift.engine import load  # slow to import, so wrong calls are answered before
    from eventsift.expressions import keep, restore

    restore()
    engine = load(list(plugins) or None, list(disable))
    _tell_broken(engine.plugins, plugins, report)
    shows = not quiet and not (output is None and style == "jsonl" and sys.stdout.isatty())
    events = _events(engine, articles, report, shows)
    if table and output is not None:
        seen: list[Event] = []
        _write(_kept(events, seen), style, output)
        _write(iter(seen), "table", None)
    else:
        _write(events, style, output)
    keep()
    if not quiet:
        report.show()
    return report.exit_code


def _format_of(output: Path | None) -> str:
    from eventsift.errors import UsageError

    if output is None:
        return "table"
    style = FORMATS.get(output.suffix.lower())
    if style is None:
        raise UsageError(
            f"{output}: its ending does not tell the format; add --format jsonl or --format table"
        )
    return style


def _refuse_own_input(inputs: Sequence[str], output: Path) -> None:
    from eventsift.errors import UsageError

    for item in inputs:
        if item != "-" and Path(item).is_file() and Path(item).resolve() == output.resolve():
            raise UsageError(f"{output}: is read as input; write to another file")


def _tell_broken(found: Sequence[PluginInfo], wanted: Sequence[str], report: Report) -> None:
    """A broken plugin is told of and makes the run count as failed; one that was asked for stops it."""
    from eventsift.errors import PluginError

    for plugin in found:
        if plugin.state != "broken":
            continue
        if plugin.name in wanted:
            raise PluginError(f"plugin {plugin.name} {plugin.version} cannot be used: {plugin.reason}")
        report.put_aside(f"plugin {plugin.name} {plugin.version}", plugin.reason)


def _events(
    engine: Extracts, articles: Iterator[Article | SetAside], report: Report, shows_progress: bool
) -> Iterator[Event]:
    from eventsift.cli.progress import Progress
    from eventsift.read import SetAside

    with Progress(shows_progress) as progress:
        for item in articles:
            if isinstance(item, SetAside):
                report.put_aside(item.place, item.reason)
                continue
            yield from _extract(engine.extract, item, report)
            progress.update(report.articles, report.events.total())


def _extract(extract: Callable[[Article], Extraction], article: Article, report: Report) -> tuple[Event, ...]:
    report.articles += 1
    try:
        found = extract(article)
    except Exception as error:  # one poisonous article must not cost the others
        report.put_aside(article.id, f"extraction failed: {type(error).__name__}: {error}")
        return ()
    for problem in found.problems:
        report.put_aside(article.id, str(problem))
    report.sentences += found.sentences
    report.events.update(event.type for event in found.events)
    return found.events


def _kept(events: Iterator[Event], seen: list[Event]) -> Iterator[Event]:
    for event in events:
        seen.append(event)
        yield event


def _write(events: Iterator[Event], style: str, output: Path | None) -> None:
    from eventsift.write import whole_file, write_jsonl, write_table

    if output is None:
        if style == "jsonl":
            write_jsonl(events, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            write_table(events, sys.stdout)
        return
    with whole_file(output) as stream:
        if style == "jsonl":
            write_jsonl(events, stream)
        else:
            text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
            write_table(events, text)
            text.detach()
