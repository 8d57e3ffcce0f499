"""``eventsift diff``: what changed from one run to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from eventsift.article import Article
    from eventsift.diff import Change

__all__ = ["diff"]


@click.command(
    epilog="Examples: eventsift diff before.jsonl after.jsonl --format markdown; "
    "eventsift diff --rules-a main:my_rules --rules-b my_rules news/"
)
@click.argument("inputs", metavar="BEFORE AFTER|INPUT...", nargs=-1, required=True)
@click.option(
    "--rules-a", metavar="PATH", default="", help="Rules of the first run; also REVISION:PATH of git."
)
@click.option("--rules-b", metavar="PATH", default="", help="Rules of the second run.")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
def diff(inputs: tuple[str, ...], rules_a: str, rules_b: str, format_: str) -> int:
    """Compare the events of two runs: gained, lost, changed, each with its cause.

    BEFORE and AFTER are JSONL files that eventsift run wrote. With --rules-a and --rules-b, INPUT are articles that
    are read with the one and with the other rules, and the cause names the part of the rule, or the word of a
    lexicon, that differs. Both take the lexicons and cues that all plugins share from what is installed. Exit code 0
    where the events are alike, 1 where not.
    """
    from eventsift.diff import to_markdown
    from eventsift.write.clean import clean

    changes = _of_rules(inputs, rules_a, rules_b) if rules_a or rules_b else _of_runs(inputs)
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


def _of_runs(inputs: tuple[str, ...]) -> list[Change]:
    from eventsift.diff import compare, read_events
    from eventsift.errors import UsageError

    if len(inputs) != 2:
        raise UsageError("give two JSONL files, or --rules-a and --rules-b and the articles")
    before, after = map(Path, inputs)
    return compare(read_events(before), read_events(after))


def _of_rules(inputs: tuple[str, ...], rules_a: str, rules_b: str) -> list[Change]:
    import tempfile

    from eventsift.diff import compare
    from eventsift.errors import UsageError
    from eventsift.expressions import keep, restore
    from eventsift.rulesets import AROUND, check_out, differences

    if not (rules_a and rules_b):
        raise UsageError("give both --rules-a and --rules-b")
    with tempfile.TemporaryDirectory() as folder:
        old = check_out(rules_a, Path(folder) / "a")
        new = check_out(rules_b, Path(folder) / "b")
        found = differences(old, new)
        articles = {article.id: article for article in _articles(inputs)}
        if not articles:
            raise UsageError("no article could be read")

        def why(event: Any) -> str:
            text = articles[event["article"]].text
            start, end = event["evidence"][0]["start"], event["evidence"][-1]["end"]
            around = text[max(0, start - AROUND) : end + AROUND]
            return found.cause(event["type"], [one["rule"] for one in event["evidence"]], around)

        restore()
        changes = compare(_events(old, articles), _events(new, articles), why)
        keep()
    return changes


def _articles(inputs: tuple[str, ...]) -> list[Article]:
    from eventsift.read import SetAside, read_articles

    found = []
    for item in read_articles(inputs, warn=lambda message: click.echo(f"warning: {message}", err=True)):
        if isinstance(item, SetAside):
            click.echo(f"set aside: {item.place}: {item.reason}", err=True)
        else:
            found.append(item)
    return found


def _events(rules: Path, articles: dict[str, Article]) -> list[dict[str, Any]]:
    from eventsift.rules.loose import engine_for

    engine, _ = engine_for([rules])
    return [
        event.model_dump(mode="json")
        for one in engine.extract_many(articles.values())
        for event in one.events
    ]
