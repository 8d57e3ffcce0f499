"""``eventsift explain``: why rules fired, and why others did not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from eventsift.article import Article
    from eventsift.explain import Explanation, SentenceTrace

__all__ = ["explain"]

COLOURS = {"actor": "cyan", "good": "green", "amount": "magenta", "date": "yellow"}


@click.command(
    epilog='Examples: eventsift explain "Norway banned exports of cod."; '
    "eventsift explain article.txt --at cod --rule export_control"
)
@click.argument("text", metavar="TEXT|FILE")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The publication date of a text.")
@click.option("--id", "id_", metavar="ID", default="", help="Only the article with this id.")
@click.option("--at", "only", metavar="WORDS", default="", help="Only sentences that hold these words.")
@click.option("--rule", metavar="SUBSTR", default="", help="Only rules whose id holds this.")
@click.option(
    "--rules",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Rule files in place of the installed ones of their event type. Repeatable.",
)
@click.option(
    "-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Default: text."
)
def explain(
    text: str,
    published: object,
    id_: str,
    only: str,
    rule: str,
    paths: tuple[Path, ...],
    format_: str,
) -> int:
    """Tell, sentence by sentence, what was recognised, which rules fired and from where each slot was filled,
    and which rules nearly fired: the first condition that failed, and what would have satisfied it.

    TEXT is the text itself; FILE an article or a file of articles; - stands for standard input.
    """
    from rich.console import Console

    from eventsift.engine import load
    from eventsift.errors import UsageError
    from eventsift.explain import explain as explain_article
    from eventsift.expressions import keep, restore
    from eventsift.rules.loose import engine_for

    restore()
    engine = engine_for(paths)[0] if paths else load()
    for plugin in engine.plugins:
        if plugin.state == "broken":
            click.echo(f"warning: plugin {plugin.name} cannot be used: {plugin.reason}", err=True)
    found = [
        explain_article(engine, article, only, rule)
        for article in _articles(text, published)
        if not id_ or article.id == id_
    ]
    keep()
    if not found:
        raise UsageError(f"no article is called {id_!r}" if id_ else f"{text}: no article in it")
    if format_ == "json":
        import json

        click.echo(json.dumps([one.data() for one in found], ensure_ascii=False, indent=2))
        return 0
    console = Console(highlight=False, markup=False, emoji=False)
    for one in found:
        _show(console, one)
    return 0


def _articles(text: str, published: object) -> Iterator[Article]:
    from datetime import datetime

    from eventsift.article import Article
    from eventsift.errors import InputError
    from eventsift.read import SetAside, read_articles

    day = published.date() if isinstance(published, datetime) else None
    if text != "-" and not _is_file(text):
        yield Article(id="text", text=text, published=day)
        return
    for item in read_articles([text], warn=lambda message: click.echo(f"warning: {message}", err=True)):
        if isinstance(item, SetAside):
            raise InputError(f"{item.place}: {item.reason}")
        yield item


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _show(console: Console, found: Explanation) -> None:
    from eventsift.write.clean import clean

    console.rule(clean(found.article), align="left")
    for sentence in found.sentences:
        _show_sentence(console, sentence)
    for line in found.left_out:
        console.print(f"left out as boilerplate: {clean(line)}", style="dim")
    for problem in found.problems:
        console.print(f"problem: {clean(problem)}", style="bold red")


def _show_sentence(console: Console, sentence: SentenceTrace) -> None:
    from rich.text import Text

    from eventsift.write.clean import clean

    line = Text(f"[{sentence.zone}] ", style="dim")
    position = sentence.start
    for mention in sentence.mentions:
        if mention.start < position:
            continue
        line.append(clean_keep(sentence.text[position - sentence.start : mention.start - sentence.start]), "")
        colour = next((COLOURS[type_] for type_ in mention.types if type_ in COLOURS), "blue")
        line.append(clean_keep(mention.text), f"bold {colour}")
        position = mention.end
    line.append(clean_keep(sentence.text[position - sentence.start :]), "")
    console.print(line, soft_wrap=True)
    for mention in sentence.mentions:
        console.print(f"    {clean(mention.text)}: {mention.types[0]}, {clean(mention.value)}", style="dim")
    for fired in sentence.fired:
        console.print(
            Text(f"  fired  {fired.rule}  at {clean(fired.trigger)!r}", style="bold green"), soft_wrap=True
        )
        for took in fired.took:
            console.print(
                f"      {took.slot} = {clean('; '.join(took.values))}   <- {clean(took.where)}",
                soft_wrap=True,
            )
        cue = f"   <- {clean(fired.cue)}" if fired.cue else ""
        console.print(f"      modality = {fired.modality}{cue}", soft_wrap=True)
        if fired.merged_into:
            console.print(f"      merged into the event of {clean(fired.merged_into)}", soft_wrap=True)
    for miss in sentence.near:
        head = f"  nearly {miss.rule}  at {clean(miss.words)!r}: {miss.stage} {clean(miss.condition)}"
        console.print(Text(head, style="yellow"), soft_wrap=True)
        console.print(f"      {clean(miss.needed)}", soft_wrap=True)


def clean_keep(text: str) -> str:
    """Text made safe for a terminal, with the spaces at its ends."""
    from eventsift.write.clean import clean

    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return before + clean(text) + after
