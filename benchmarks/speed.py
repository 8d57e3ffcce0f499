"""How fast one process is, as a ratio against the lexer floor measured beside it. See README.md."""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from make_articles import articles as made_articles

import eventsift
from eventsift import engine as engine_module
from eventsift.plugins import load_plugins

TOKEN = re.compile(r"\w+|[^\w\s]")
ROUNDS = 5


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def read(path: str | None, count: int) -> list[eventsift.Article]:
    """Articles from a JSONL file, or made-up ones."""
    if path is None:
        rows: list[dict[str, Any]] = list(made_articles(count, 430, 1))
    else:
        rows = [
            json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()
        ]
    return [
        eventsift.Article(
            id=row["id"],
            text=row["text"],
            title=row.get("title"),
            published=date.fromisoformat(row["published"][:10]) if row.get("published") else None,
        )
        for row in rows
    ]


def cold(code: list[str]) -> float:
    """Median seconds of a fresh process."""
    return statistics.median(
        best(lambda: subprocess.run(code, check=True, capture_output=True), 1) for _ in range(5)
    )


def multiplied(times: int, folder: Path) -> eventsift.Engine:
    """An engine with every shipped rule copied ``times`` times, the copies over invented words."""
    plugins = []
    for plugin in load_plugins():
        extractors = [_multiplied(extractor, times, folder) for extractor in plugin.extractors]
        plugins.append(replace(plugin, extractors=tuple(extractors)))
    return eventsift.Engine(plugins)


def _multiplied(extractor: eventsift.Extractor, times: int, folder: Path) -> eventsift.Extractor:
    copies = [_copy_rules(Path(extractor.rules[0]), copy, folder) for copy in range(1, times)]
    words = [_copy_words(Path(path), times, folder) for path in extractor.lexicons]
    return replace(extractor, rules=[*extractor.rules, *copies], lexicons=[*extractor.lexicons, *words])


def _copy_rules(path: Path, copy: int, folder: Path) -> Path:
    """Rules whose own families become ``family-x{copy}``; shared families stay shared, as they do in real life."""
    own = set(yaml.safe_load((path.parent / "words.yaml").read_text(encoding="utf-8"))["entries"] or {})
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"@([a-z_0-9-]+)", lambda m: f"@{m[1]}-x{copy}" if m[1] in own else m[0], text)
    text = re.sub(r"(?m)^(\s*- id: )(\S+)", rf"\1\2-x{copy}", text)
    data = yaml.safe_load(text)
    for rule in data["rules"]:
        rule["examples"] = []
    out = folder / f"{path.parent.name}-{copy}.yaml"
    out.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return out


def _copy_words(path: Path, times: int, folder: Path) -> Path:
    chance = random.Random(path.name)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries: dict[str, Any] = {}
    for copy in range(1, times):
        for name, fields in (data["entries"] or {}).items():
            entries[f"{name}-x{copy}"] = {
                key: ", ".join(
                    (f"{part.strip()}-x{copy}" if key == "includes" else _invented(chance))
                    for part in str(value).split(",")
                )
                for key, value in (fields if isinstance(fields, dict) else {"words": fields}).items()
                if value
            }
    out = folder / f"{path.parent.name}-words-{times}.yaml"
    copied = {"lexicon": f"{data['lexicon']}-x", "type": "family", "entries": entries}
    out.write_text(yaml.safe_dump(copied, allow_unicode=True), encoding="utf-8")
    return out


def _invented(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfgklmnprstv") + chance.choice("aeiou") for _ in range(4)) + "q"


def steps(engine: eventsift.Engine, articles: list[eventsift.Article], floor: float) -> None:
    """Print the time of each step as a ratio to the floor."""
    table, matcher = engine._table, engine._matcher
    documents = [engine_module.segment(article) for article in articles]
    bases = [table.base(document) for document in documents]
    plans = [matcher.plan(base, document) for base, document in zip(bases, documents, strict=True)]
    mentions = [engine._recognise(d, plan) for d, plan in zip(documents, plans, strict=True)]
    laid = list(zip(documents, mentions, bases, plans, strict=True))
    strips = [table.strips(*one) for one in laid]
    work: dict[str, Callable[[], object]] = {
        "segment": lambda: [engine_module.segment(article) for article in articles],
        "plan": lambda: [matcher.plan(table.base(document), document) for document in documents],
        "recognise": lambda: [engine._recognise(d, p) for d, p in zip(documents, plans, strict=True)],
        "symbols": lambda: [table.strips(*one) for one in laid],
        "match": lambda: [matcher.match(d, s, p) for d, s, p in zip(documents, strips, plans, strict=True)],
    }
    for name, step in work.items():
        print(f"  {name:12}{best(step) / floor:6.2f} x floor")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--scale", type=int, nargs="+", default=[1])
    given = parser.parse_args()
    articles = read(given.articles, given.count)
    size = sum(len(article.text.encode()) for article in articles)
    words = sum(len(article.text.split()) for article in articles)
    gc.collect()
    gc.freeze()
    floor = best(lambda: [TOKEN.findall(article.text) for article in articles])
    print(f"{len(articles)} articles, {words / len(articles):.0f} words each; ", end="")
    print(f"lexer floor {floor * 1e6 / len(articles):.0f} us an article")
    print(f"cold start: --help {cold([sys.executable, '-m', 'eventsift', '--help']):.2f} s, ", end="")
    print(f"engine {cold([sys.executable, '-c', 'import eventsift; eventsift.load()']):.2f} s")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for scale in given.scale:
            engine = eventsift.load() if scale == 1 else multiplied(scale, Path(folder))
            rules = sum(plugin.rules for plugin in engine.plugins)
            events = sum(len(engine.extract(article).events) for article in articles)
            seconds = best(lambda engine=engine: [engine.extract(article) for article in articles])  # type: ignore[misc]
            first = first or seconds
            print(
                f"{rules} rules: {len(articles) / seconds:.0f} articles/s, {size / seconds / 1e6:.2f} MB/s, "
                f"{seconds / floor:.1f} x floor, {seconds / first:.2f} x the first line, {events} events"
            )
            steps(engine, articles, floor)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
