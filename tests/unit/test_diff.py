"""`eventsift diff`: what changed between two runs, and why."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from eventsift.cli import main
from eventsift.diff import compare, read_events, to_markdown
from eventsift.errors import UsageError
from eventsift.rulesets import differences


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


RULES = """\
event: export_control
macros: {fish: "fish"}
slots:
  imposers: {type: country, find: "<> ..2 TRIGGER"}
rules:
  - id: export_control.spurn
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "@spurn.verb <goods:good>"
  - id: export_control.shun
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "shun~ <goods:good>"
"""
WORDS = "lexicon: spurning\ntype: family\nentries:\n  spurn: {verbs: spurn}\n"
NEWS = ["Norway spurned cod.", "Ghana shuns cocoa again.", "Fiji scorned sugar."]


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_two_revisions_of_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "rules.yaml").write_text(RULES)
    (tmp_path / "mine" / "words.yaml").write_text(WORDS)
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", "mine")
    _git(tmp_path, "commit", "-q", "-m", "first")
    Path("news.jsonl").write_text("".join(json.dumps({"id": t.split()[0], "text": t}) + "\n" for t in NEWS))
    command = ["diff", "--rules-a", "HEAD:mine", "--rules-b", "mine", "news.jsonl", "--format", "json"]
    assert main(command) == 0
    changed = RULES.replace('measure: ban}\n    trigger: "@spurn', 'measure: quota}\n    trigger: "@spurn')
    changed = changed.replace('"shun~ <goods:good>"', '"shun~ <goods:good> never"')
    (tmp_path / "mine" / "rules.yaml").write_text(changed)
    (tmp_path / "mine" / "words.yaml").write_text(WORDS.replace("spurn}", "'spurn, scorn'}"))
    capsys.readouterr()
    assert main(command) == 1
    found = {change["article"]: change for change in json.loads(capsys.readouterr().out)}
    assert {name: change["kind"] for name, change in found.items()} == {
        "Norway": "changed",
        "Ghana": "lost",
        "Fiji": "gained",
    }
    assert found["Norway"]["fields"] == {"measure": ["ban", "quota"]}
    assert "export_control.spurn differs in set" in found["Norway"]["cause"]
    assert "export_control.shun differs in trigger" in found["Ghana"]["cause"]
    assert "the word 'scorned' was gained as @spurn.p" in found["Fiji"]["cause"]
    assert "scorned" not in found["Norway"]["cause"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["one.jsonl"],
        ["--rules-a", "x", "news.jsonl"],
        ["--rules-a", "nowhere", "--rules-b", "nowhere", "news.jsonl"],
        ["--rules-a", "HEAD:nowhere", "--rules-b", "-x:y", "news.jsonl"],
    ],
)
def test_wrong_calls(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["diff", *arguments]) == 2


def test_what_all_rules_share_and_other_rules(tmp_path: Path) -> None:
    for name, text in (("a", RULES), ("b", RULES.replace("..2 TRIGGER", "..4 TRIGGER"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "rules.yaml").write_text(text)
    found = differences(tmp_path / "a", tmp_path / "b")
    assert found.cause("export_control", ["export_control.shun"], "") == (
        "what all rules of export_control share differs in slots.imposers"
    )
    (tmp_path / "b" / "rules.yaml").write_text(RULES[: RULES.index("  - id: export_control.shun")])
    found = differences(tmp_path / "a", tmp_path / "b")
    assert found.cause("export_control", ["export_control.shun"], "") == "export_control.shun is gone"
    assert "another rule may have" in found.cause("export_control", ["export_control.spurn"], "")
    assert found.cause("embargo", ["embargo.x"], "") == ""
