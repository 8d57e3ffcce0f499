"""The plugin as its users have it: installed, found by its entry point, beside the built-in ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import eventsift_portclosure
import pytest
from eventsift_portclosure import PortClosure

import eventsift

HERE = Path(__file__).parent
TYPE = "harbourdesk.port_closure"


@pytest.fixture(scope="module")
def engine() -> eventsift.Engine:
    return eventsift.load()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line of the installed eventsift."""
    command = [sys.executable, "-m", "eventsift", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def closures(engine: eventsift.Engine, text: str) -> list[PortClosure]:
    found = engine.extract_text(text)
    assert not found.problems
    return [event for event in found.events if isinstance(event, PortClosure)]


def test_plugin_is_listed_as_working(engine: eventsift.Engine) -> None:
    (mine,) = [plugin for plugin in engine.plugins if plugin.name == "port_closure"]
    assert mine.state == "ok", mine.reason
    assert (mine.distribution, mine.version) == ("eventsift-portclosure", "1.2.0")
    assert mine.event_types == (TYPE,)
    assert mine.rules == 2


def test_event_carries_port_status_cause_and_its_finder(engine: eventsift.Engine) -> None:
    text = "Fog again: the port of Pusan was shut on Friday."
    (event,) = closures(engine, text)
    assert event.status == "closed"
    (port,) = event.ports
    assert (port.name, port.text, text[port.start : port.end]) == ("Busan", "Pusan", "Pusan")
    assert event.evidence[0].plugin == "port_closure"
    assert event.evidence[0].rule == "harbourdesk.port_closure.closed"
    assert event.evidence[0].rule_version == "1.2.0"


def test_cause_is_read_from_the_sentence(engine: eventsift.Engine) -> None:
    (event,) = closures(engine, "The port of Gdansk was closed after a collision in fog.")
    assert set(event.causes) == {"weather", "accident"}


def test_shared_cues_of_modality_serve_a_strangers_event(engine: eventsift.Engine) -> None:
    (event,) = closures(engine, "A strike could shut the port of Valencia.")
    assert event.modality == "possible"


@pytest.mark.parametrize(
    "text",
    ["Santos closed lower on Friday.", "The shop near the port of Antwerp sells rope.", "The port closed."],
)
def test_other_news_is_left_alone(engine: eventsift.Engine, text: str) -> None:
    assert closures(engine, text) == []


def test_rules_pass_the_authors_checks_and_their_examples() -> None:
    folder = str(Path(eventsift_portclosure.__file__).parent)
    for command in (["rules", "check", folder], ["rules", "test", folder]):
        done = run(*command)
        assert done.returncode == 0, done.stdout + done.stderr


def test_command_line_finds_events_of_both_authors(tmp_path: Path) -> None:
    output = tmp_path / "events.jsonl"
    done = run("run", str(HERE / "article.txt"), "--output", str(output))
    assert done.returncode == 0, done.stdout + done.stderr
    events = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    ports = {(e["status"], p["name"]) for e in events if e["type"] == TYPE for p in e["ports"]}
    assert {("closed", "Kaohsiung"), ("reopened", "Haiphong")} <= ports
    assert "export_control" in {e["type"] for e in events}


def test_schema_of_events_holds_the_new_type() -> None:
    done = run("schema", "events")
    assert done.returncode == 0, done.stderr
    assert TYPE in json.dumps(json.loads(done.stdout))


def test_plugin_can_be_disabled() -> None:
    done = run("run", str(HERE / "article.txt"), "--disable", "port_closure", "--format", "jsonl", "--quiet")
    assert done.returncode == 0, done.stderr
    assert TYPE not in done.stdout
