"""Plugins that fail: the others' output stays the same to the byte, and the run says who failed at what."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from eventsift.cli import main

GOOD = """
from pathlib import Path
from typing import Literal
from eventsift import Event, Extractor, Span, hookimpl

class {model}(Event):
    type: Literal["{name}"]

def finish(draft, reading):
    {finish}

@hookimpl
def eventsift_extractors():
    return [Extractor(event={model}, rules=[Path(__file__).with_suffix(".yaml")], finish=finish)]
"""
RULES = """event: {name}
rules:
  - id: {rule}
    trigger: "harbour ..2 (closed|shut)"
"""
TEXT = "The harbour was closed on Monday. A ferry sank."


@pytest.fixture(autouse=True)
def _folder_of_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    Path("one.txt").write_text(TEXT)
    add_plugin("harbours")


def add_plugin(
    name: str, *, code: str | None = None, rules: str | None = None, finish: str = "return draft"
) -> None:
    """Write a plugin module that finds closed harbours, or the given one instead."""
    made = GOOD.format(model=name.title().replace("_", ""), name=f"test.{name}", finish=finish)
    Path(f"{name}.py").write_text(made if code is None else code)
    Path(f"{name}.yaml").write_text(rules or RULES.format(name=f"test.{name}", rule=f"{name}.closed"))


def run_with(monkeypatch: pytest.MonkeyPatch, *names: str) -> tuple[int, bytes]:
    """The exit code and the output of a run with these plugins installed."""
    points = [EntryPoint(name, name, "eventsift") for name in names]
    monkeypatch.setattr(
        "eventsift.plugins.entry_points", lambda group: points if group == "eventsift" else []
    )
    for name in names:
        sys.modules.pop(name, None)
    code = main(["run", "one.txt", "--output", "events.jsonl"])
    return code, Path("events.jsonl").read_bytes()


HOOK = "from eventsift import hookimpl\n@hookimpl\n"
BREAKS = {
    "import": {"code": "import nowhere"},
    "error on import": {"code": "raise ValueError('bang')"},
    "registration": {"code": HOOK + "def eventsift_extractors():\n    raise ValueError('bang')\n"},
    "misspelt hook": {"code": HOOK + "def eventsift_extractor():\n    return []\n"},
    "rule file with a syntax error": {
        "rules": "event: test.rotten\nrules:\n  - id: rotten.closed\n    trigger: [harbour\n"
    },
    "two rules with one id": {
        "rules": RULES.format(name="test.rotten", rule="rotten.x")
        + '  - {id: rotten.x, trigger: "ferry sank"}\n'
    },
    "rule id of another plugin": {"rules": RULES.format(name="test.rotten", rule="harbours.closed")},
    "extraction": {"finish": "raise ValueError('bang')"},
    "nonsense from its step": {"finish": "return 'nonsense'"},
}
MESSAGES = {
    "import": "plugin rotten 0: cannot import 'rotten': ModuleNotFoundError: No module named 'nowhere'",
    "error on import": "cannot import 'rotten': ValueError: bang",
    "registration": "plugin rotten 0: failed in registration: ValueError: bang",
    "misspelt hook": "an unknown hook 'eventsift_extractor'; did you mean 'eventsift_extractors'?",
    "rule file with a syntax error": "rotten.yaml:",
    "two rules with one id": "two rules are called 'rotten.x'",
    "rule id of another plugin": "two rules are called 'harbours.closed'",
    "extraction": "article one.txt: ValueError: bang",
    "nonsense from its step": "article one.txt: ",
}


@pytest.mark.parametrize("way", sorted(BREAKS))
def test_a_plugin_that_fails_changes_nothing_for_the_others(
    way: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, expected = run_with(monkeypatch, "harbours")
    assert (code, expected.count(b"\n")) == (0, 1)
    add_plugin("rotten", **BREAKS[way])
    capsys.readouterr()
    assert run_with(monkeypatch, "harbours", "rotten") == (1, expected)
    err = capsys.readouterr().err
    assert MESSAGES[way] in err
    assert "Traceback" not in err


def test_a_disabled_plugin_is_never_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    add_plugin("rotten", code="raise SystemExit('imported')")
    points = [EntryPoint(name, name, "eventsift") for name in ("harbours", "rotten")]
    monkeypatch.setattr("eventsift.plugins.entry_points", lambda **_: points)
    assert main(["run", "one.txt", "--disable", "rotten", "--output", "events.jsonl"]) == 0
    assert Path("events.jsonl").read_bytes().count(b"\n") == 1


def test_the_order_of_loading_does_not_change_the_output(monkeypatch: pytest.MonkeyPatch) -> None:
    add_plugin("quays")
    add_plugin("docks")
    first = run_with(monkeypatch, "harbours", "quays", "docks")
    assert first[1].count(b"\n") == 3
    assert run_with(monkeypatch, "docks", "quays", "harbours") == first
