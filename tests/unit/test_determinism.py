"""The same articles and the same rules give the same bytes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import eventsift
from eventsift.engine import Engine
from eventsift.plugins import load_plugins

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "examples" / "articles"


def test_two_processes_with_other_hash_seeds_write_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.jsonl"
        environment = os.environ | {"PYTHONHASHSEED": seed, "EVENTSIFT_CACHE": str(tmp_path / "cache")}
        command = [sys.executable, "-m", "eventsift", "run", str(ARTICLES), "--output", str(out), "--quiet"]
        subprocess.run(command, env=environment, check=True, cwd=ROOT)
        written.append(out.read_bytes())
    assert written[0]
    assert written[0] == written[1]


def test_the_order_of_plugins_does_not_matter() -> None:
    plugins = [plugin for plugin in load_plugins() if plugin.state == "ok"]
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    lines = []
    for seed in (None, 1, 2):
        ordered = list(plugins)
        if seed is not None:
            random.Random(seed).shuffle(ordered)
        engine = Engine(ordered)
        found = [engine.extract_text(text, id=str(n)) for n, text in enumerate(texts)]
        lines.append([event.model_dump_json() for one in found for event in one.events])
    assert lines[0]
    assert lines[0] == lines[1] == lines[2]


def test_what_was_read_before_does_not_change_what_is_read_now() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    engine = eventsift.load()
    first = [engine.extract_text(text).events for text in texts]
    again = [engine.extract_text(text).events for text in reversed(texts)]
    assert first == again[::-1]


def test_another_plugin_changes_nothing_of_what_the_others_find() -> None:
    alone = eventsift.load(["trade_figure"])
    together = eventsift.load()
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        figures = [e for e in together.extract_text(text).events if e.type == "trade_figure"]
        assert list(alone.extract_text(text).events) == figures


def test_a_trigger_that_only_mentions_announce_is_tried(tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        """\
event: export_control
rules:
  - id: export_control.only_mentions
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "<imposers:country> <goods:good> <:percent>"
    examples: []
""",
        encoding="utf-8",
    )
    (plugin,) = [plugin for plugin in load_plugins(["export_control"]) if plugin.state == "ok"]
    extractor = eventsift.Extractor(event=plugin.extractors[0].event, rules=[rules])

    @eventsift.hookimpl
    def eventsift_extractors() -> list[eventsift.Extractor]:
        return [extractor]

    given = SimpleNamespace(eventsift_extractors=eventsift_extractors)
    engine = eventsift.load(["made"], extra=[("made", given)])
    (event,) = engine.extract_text("A headline\n\nNothing here. Norway cod 5 percent.").events
    assert event.evidence[0].text == "Norway cod 5 percent"
    assert engine.extract_text("Norway cod.").events == ()


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\u0000", "؟ مرحبا", "🙂" * 50, "(" * 500, "a" * 100_000, "1 " * 5_000]
)
def test_any_text_is_read_to_its_end(text: str) -> None:
    assert eventsift.load(["export_control"]).extract_text(text).problems == ()
