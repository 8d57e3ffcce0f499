"""`eventsift diff`: what changed between two runs, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eventsift.cli import main
from eventsift.diff import compare, read_events, to_markdown
from eventsift.errors import UsageError


def _event(article: str, start: int, text: str, rule: str, **fields: Any) -> dict[str, Any]:
    span = {"start": start, "end": start + len(text), "text": text, "rule": rule, "rule_version": "1.0"}
    return {"id": f"{article}{start}", "type": "embargo", "article": article, "evidence": [span], **fields}


BAN = _event("a", 0, "Norway banned cod", "e.ban", action="impose", goods=[{"text": "cod", "name": "cod"}])
LIFT = _event("a", 40, "Ghana lifted it", "e.lift", action="lift", goods=[])
LATE = _event("b", 0, "Peru shut its ports", "e.shut", action="impose")


def test_nothing_changed() -> None:
    renamed = BAN | {"id": "another"}
    assert compare([BAN, LIFT], [LIFT, renamed]) == []


def test_gained_and_lost_name_their_rule() -> None:
    lost, gained = compare([BAN, LIFT], [BAN, LATE])
    assert (lost.kind, lost.text, lost.cause) == ("lost", "Ghana lifted it", "no longer found by e.lift 1.0")
    assert (gained.kind, gained.article, gained.cause) == ("gained", "b", "found by e.shut 1.0")


def test_changed_fields_and_their_cause() -> None:
    other = BAN | {"action": "tighten", "goods": [{"text": "cod", "name": "atlantic cod"}]}
    (change,) = compare([BAN], [other])
    assert change.kind == "changed"
    assert change.fields == {"action": ("impose", "tighten"), "goods": ("cod (cod)", "atlantic cod (cod)")}
    assert change.cause.startswith("the same rules, e.ban 1.0")
    (moved,) = compare(
        [BAN], [_event("a", 0, "Norway banned", "e.halt", action="impose", goods=BAN["goods"])]
    )
    assert moved.cause == "found by e.halt 1.0, before by e.ban 1.0"
    assert moved.fields == {"evidence": ("Norway banned cod", "Norway banned")}


def test_the_nearest_event_is_the_one_that_changed() -> None:
    twin = _event("a", 10, "banned cod at once and more", "e.twin", action="lift")
    changed = BAN | {"action": "ease"}
    found = compare([BAN], [twin, changed])
    assert [(c.kind, c.text) for c in found] == [
        ("changed", BAN["evidence"][0]["text"]),
        ("gained", twin["evidence"][0]["text"]),
    ]


def test_markdown_and_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text(json.dumps(BAN) + "\n")
    new.write_text(json.dumps(BAN) + "\n" + json.dumps(LATE) + "\n")
    assert main(["diff", str(old), str(old)]) == 0
    assert main(["diff", str(old), str(new)]) == 1
    assert "gained  b: embargo: 'Peru shut its ports'" in capsys.readouterr().out
    shown = to_markdown(compare(read_events(old), read_events(new)))
    assert shown.startswith("### 1 gained, 0 lost, 0 changed\n")
    assert "- **gained** `embargo` in `b`: “Peru shut its ports”" in shown
    new.write_text('{"no": "event"}\n')
    assert main(["diff", str(old), str(new)]) == 2
    with pytest.raises(UsageError, match=r"new.jsonl:1: no event"):
        read_events(new)
