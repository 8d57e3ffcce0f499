"""`eventsift rules test`: examples run, and every way in which one can fail is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eventsift.cli import main
from eventsift.cli.rules import rules
from eventsift.errors import PluginError, UsageError
from eventsift.events import Actor, Amount, DateRange, Good
from eventsift.rules.examples import ExampleResult, run_examples, strip_marks, tells
from eventsift.rules.loose import engine_for

HEAD = """\
event: export_control
rules:
  - id: export_control.spurn
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "@spurn.verb <goods:good>"
    slots:
      imposers: {type: country, find: "<> ..2 TRIGGER"}
    examples:
"""
FAMILY = "lexicon: spurning\ntype: family\nentries:\n  spurn: {verbs: spurn}\n"


def _run(folder: Path, examples: str, only: str = "") -> list[ExampleResult]:
    (folder / "words.yaml").write_text(FAMILY)
    (folder / "rules.yaml").write_text(HEAD + examples)
    engine, files = engine_for([folder])
    return run_examples(engine, files, only)


def _outcomes(folder: Path, examples: str) -> list[str]:
    return [result.outcome for result in _run(folder, examples) if result.number >= 0]


def test_loose_rules_take_the_place_of_the_installed_ones(tmp_path: Path) -> None:
    assert _outcomes(tmp_path, '      - text: "Norway spurned cod."\n') == ["passed"]
    engine, files = engine_for([tmp_path])
    assert files == [tmp_path / "rules.yaml"]
    assert [event.evidence[0].rule for event in engine.extract_text("Norway spurns cod.").events] == [
        "export_control.spurn"
    ]
    installed, _ = engine_for()
    assert installed.extract_text("Norway spurns cod.").events == ()


def test_a_mark_must_be_held_by_its_slot(tmp_path: Path) -> None:
    good, wrong = _run(
        tmp_path,
        '      - text: "[Norway]{imposers} spurned [cod]{goods}."\n'
        '      - text: "Norway spurned [cod]{imposers}."\n',
    )
    assert good.outcome == "passed"
    assert wrong.failures == ("imposers: expected the words 'cod', came NO ('Norway')",)
    assert "export_control.spurn" in wrong.events[0]


def test_expectations_on_any_field(tmp_path: Path) -> None:
    text = '      - text: "Norway and Ghana spurned cod."\n        expect: '
    for expectation in (
        "{goods: cod}",
        "{goods: [cod]}",
        "{targets: []}",
        "{date: null}",
        "{modality: asserted}",
    ):
        assert _outcomes(tmp_path, text + expectation + "\n") == ["passed"], expectation
    for expectation in (
        "{goods: hake}",
        "{goods: []}",
        "{goods: [cod, hake]}",
        "{targets: [NO]}",
        "{action: lift}",
    ):
        assert _outcomes(tmp_path, text + expectation + "\n") == ["failed"], expectation


def test_a_near_miss_must_not_fire(tmp_path: Path) -> None:
    quiet, loud, other = _run(
        tmp_path,
        '      - text: "Norway spurned art."\n        match: false\n'
        '      - text: "Ghana spurned cod."\n        match: false\n'
        '      - text: "Ghana spurned hake."\n',
    )
    assert (quiet.outcome, loud.outcome, other.outcome) == ("passed", "failed", "passed")
    assert loud.failures == ("is a near miss, but the rule fires",)


def test_a_todo_must_still_fail(tmp_path: Path) -> None:
    text = '      - text: "Ghana spurned cod."\n'
    still, mended, _ = _run(
        tmp_path,
        '      - text: "Ghana has no love of cod."\n        todo: another wording\n'
        '      - text: "Norway spurned cod."\n        todo: mended by now\n' + text,
    )
    assert (still.outcome, still.ok) == ("todo", True)
    assert (mended.outcome, mended.ok) == ("mended", False)
    assert "take the mark away" in mended.failures[0]


def test_a_rule_that_no_example_makes_fire_is_an_error(tmp_path: Path) -> None:
    miss, silent = _run(tmp_path, '      - text: "Norway spurned art."\n        match: false\n')
    assert miss.ok
    assert (silent.number, silent.ok) == (-1, False)
    assert silent.failures == ("no example makes this rule fire",)
    assert silent.line == 3


def test_published_dates_the_example(tmp_path: Path) -> None:
    text = '      - text: "Norway spurned cod on Friday."\n        published: 2024-05-06\n'
    text += "        expect: {date: "
    assert _outcomes(tmp_path, text + "2024-05-03..2024-05-03}\n") == ["passed"]
    assert _outcomes(tmp_path, text + "2024-05-03}\n") == ["passed"]
    assert _outcomes(tmp_path, text + "2024-05-10}\n") == ["failed"]


def test_only_some_examples(tmp_path: Path) -> None:
    text = '      - text: "Norway spurned cod."\n      - text: "Ghana spurned hake."\n'
    assert [r.text for r in _run(tmp_path, text, "HAKE")] == ["Ghana spurned hake."]
    assert len(_run(tmp_path, text, "spurn")) == 2


def test_rules_that_do_not_load_say_why(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(HEAD + '      - text: "Norway spurned cod."\n')
    with pytest.raises(PluginError, match=r"rules.yaml:5:15: unknown-family unknown family @spurn"):
        engine_for([tmp_path])
    (tmp_path / "rules.yaml").write_text(HEAD.replace("event: export_control", "event: export_contrl"))
    with pytest.raises(PluginError, match="no plugin here has the event type export_contrl"):
        engine_for([tmp_path])
    with pytest.raises(UsageError, match="no such file"):
        engine_for([tmp_path / "nowhere"])


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> int:
        return main(["rules", "test", str(tmp_path), *arguments])

    _run(tmp_path, '      - text: "Norway spurned cod."\n')
    assert run() == 0
    assert run("-k", "nothing has this") == 2
    assert "no example found" in capsys.readouterr().err
    _run(tmp_path, '      - text: "Norway spurned art."\n')
    assert run() == 1
    told = capsys.readouterr().out
    assert "rules.yaml:9: export_control.spurn, example 1" in told
    assert "the rule does not fire" in told
    (tmp_path / "rules.yaml").write_text("event: export_control\n")
    assert run() == 2


def test_json(tmp_path: Path) -> None:
    _run(tmp_path, '      - text: "[Norway]{imposers} spurned cod."\n')
    found = CliRunner().invoke(rules, ["test", str(tmp_path), "--format", "json"], standalone_mode=False)
    (one,) = json.loads(found.stdout)
    assert one["outcome"] == "passed"
    assert one["text"] == "Norway spurned cod."


def test_marks_keep_the_text_and_other_brackets() -> None:
    plain, marks = strip_marks("The [US]{targets|imposers} [sic] [tin]{goods}{x}")
    assert plain == "The US [sic] tin{x}"
    assert [(plain[m.start : m.end], m.slot) for m in marks] == [
        ("US", "targets"),
        ("US", "imposers"),
        ("tin", "goods"),
    ]


def _span(text: str) -> dict[str, Any]:
    return {"start": 0, "end": len(text), "text": text}


NORWAY = Actor(**_span("Norway's ministry"), kind="government_body", country="NO")
SHARE = Amount(**_span("32 per cent"), value=32, unit="%")
RANGE = Amount(**_span("10 to 20 tonnes"), value=15, low=10, high=20, unit="t")
JUNE = DateRange(start=date(2025, 6, 1), end=date(2025, 6, 30), text="June", start_char=0, end_char=4)
SINCE = DateRange(start=date(2020, 1, 1), end=None, text="since 2020", start_char=0, end_char=10)
EARTHS = Good(**_span("rare-earth minerals"), name="rare earth")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (NORWAY, "NO"),
        (NORWAY, "norway's ministry"),
        (SHARE, "32 %"),
        (SHARE, 32),
        (RANGE, "15 t"),
        (RANGE, "10..20 t"),
        (JUNE, "2025-06-01..2025-06-30"),
        (SINCE, "2020-01-01.."),
        (EARTHS, "rare earth"),
        (EARTHS, "Rare-Earth Minerals"),
        ("ban", "ban"),
    ],
)
def test_what_a_value_may_be_called(value: Any, wanted: Any) -> None:
    assert tells([value], wanted)
    assert tells([value], [wanted])
    assert not tells([], wanted)
    assert not tells([value], [wanted, wanted])
    assert not tells([value], [])


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (NORWAY, "government_body"),
        (NORWAY, "Norway"),
        (SHARE, "32 t"),
        (SHARE, "3"),
        (JUNE, "2025-06-01"),
        (JUNE, "2025-06-01..2025-06-29"),
        (SINCE, "2020-01-01"),
        (EARTHS, "earth"),
    ],
)
def test_what_a_value_is_not_called(value: Any, wanted: Any) -> None:
    assert not tells([value], wanted)
    assert not tells([value], [wanted])


def test_update_rewrites_what_fails_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = """\
      # the first
      - text: "[Norway]{imposers} spurned cod on Friday."  # a remark
        published: 2024-05-06
        expect: {measure: quota, goods: ["hake", x], date: 2020-01-01, targets: FJ}  # kept
      - text: "Ghana spurned art."
        expect: {measure: quota}
      - text: "Ghana spurned [hake]{imposers}."
        expect: {measure: quota}
"""
    _run(tmp_path, examples)
    assert main(["rules", "test", "--update"]) == 2
    assert main(["rules", "test", str(tmp_path), "--update"]) == 1
    wanted = "{measure: ban, goods: [cod], date: 2024-05-03, targets: null}  # kept"
    old = '{measure: quota, goods: ["hake", x], date: 2020-01-01, targets: FJ}  # kept'
    assert (tmp_path / "rules.yaml").read_text() == HEAD + examples.replace(old, wanted)
    assert "rules.yaml:12: export_control.spurn: measure: quota -> ban" in capsys.readouterr().out
    assert [r.ok for r in _run(tmp_path, examples.replace(old, wanted)) if r.number >= 0] == [
        True,
        False,
        False,
    ]
