"""Swaps: an example with other words must come out alike, and what does not is told with its words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsift.cli import main
from eventsift.cli.watch import changes
from eventsift.rules.examples import run_examples
from eventsift.rules.loose import engine_for
from eventsift.rules.swaps import Edit, Swap, Swapper, apply

RULES = """\
event: export_control
rules:
  - id: export_control.spurn
    set: {{direction: restrict, action: impose, measure: ban}}
    trigger: {trigger}
    slots:
      imposers: {{type: country, find: "<> ..2 TRIGGER"}}
    examples:
      - text: {text}
"""
FAMILY = "lexicon: spurning\ntype: family\nentries:\n  spurn: {verbs: spurn, nouns: spurning}\n"


def _swaps(folder: Path, trigger: str, text: str, more: str = "") -> dict[str, tuple[str, ...]]:
    """The swaps that change the outcome, with their failures."""
    (folder / "words.yaml").write_text(FAMILY)
    (folder / "rules.yaml").write_text(RULES.format(trigger=trigger, text=text) + more)
    engine, files = engine_for([folder])
    results = run_examples(engine, files, swap=True)
    assert [r.ok for r in results if not r.swap] == [True]
    return {result.swap: result.failures for result in results if result.swap}


def _made(text: str, trigger: str = "'@spurn <goods:good>'", folder: Path | None = None) -> dict[str, str]:
    assert folder is not None
    (folder / "words.yaml").write_text(FAMILY)
    (folder / "rules.yaml").write_text(RULES.format(trigger=trigger, text="Norway spurned cod."))
    engine, _ = engine_for([folder])
    events = engine.extract_text(text).events
    found = Swapper(engine).swaps("export_control.spurn", text, None, events)
    return {swap.told: apply(text, swap.edits) for swap in found}


def test_a_rule_that_holds_for_all_passes(tmp_path: Path) -> None:
    more = "        expect: {imposers: NO, goods: cod}\n"
    text = "'[Norway]{imposers} spurned [cod]{goods}, the \"Norwegian\" fish.'"
    assert _swaps(tmp_path, "'@spurn.verb <goods:good>'", text, more) == {}


def test_a_rule_that_hangs_on_one_tense_is_told(tmp_path: Path) -> None:
    assert _swaps(tmp_path, "['spurned <goods:good>']", "Norway spurned cod.") == {}
    trigger = "['@spurn.verb ..1!(cod) of <goods:good>', 'spurned <goods:good>']"
    (name,) = _swaps(tmp_path, trigger, "Norway spurned cod.")
    assert name == "spurns for spurned"


def test_states_and_goods_keep_their_kind(tmp_path: Path) -> None:
    made = _made("Traders in the Bahamas spurned cod.", folder=tmp_path)
    (text,) = [text for told, text in made.items() if "for Bahamas" in told]
    assert text.split()[3] in {"Netherlands", "Philippines", "Maldives", "Gambia"}
    made = _made("An Indian minister spurned rifles in India.", folder=tmp_path)
    (told, text) = next(iter(made.items()))
    assert "for Indian" in told
    assert "for India" in told
    assert text.split()[1][0] in "AEIOU"
    (goods,) = [text for told, text in made.items() if "for rifles" in told]
    assert goods.removesuffix(" in India.").endswith("s")
    assert made == _made("An Indian minister spurned rifles in India.", folder=tmp_path)


def test_typography(tmp_path: Path) -> None:
    made = _made('Norway\'s premier spurned "crude-oil" re-exports.', folder=tmp_path)
    assert made["curly quotes"] == "Norway’s premier spurned “crude-oil” re-exports."
    assert made["spaces for hyphens"] == 'Norway\'s premier spurned "crude oil" re-exports.'
    made = _made("Norway’s premier spurned cod.", folder=tmp_path)
    assert made["straight quotes"] == "Norway's premier spurned cod."


def test_an_example_can_be_left_out(tmp_path: Path) -> None:
    trigger = "['@spurn.verb ..1!(cod) of <goods:good>', 'spurned <goods:good>']"
    assert _swaps(tmp_path, trigger, "Norway spurned cod.", "        swap: false\n") == {}


def test_the_command_tells_the_swap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trigger = "['@spurn.verb ..1!(cod) of <goods:good>', 'spurned <goods:good>']"
    _swaps(tmp_path, trigger, "Norway spurned cod.")
    assert main(["rules", "test", str(tmp_path)]) == 0
    assert main(["rules", "test", str(tmp_path), "--swap"]) == 1
    assert "example 1, with spurns for spurned\n    Norway spurns cod." in capsys.readouterr().out


def test_expectations_follow() -> None:
    swap = Swap("", (), None, {"NO": "GH", "norway": "Ghana", "cod": "hake"})
    assert swap.expectation(["NO", "Norway", "ban", 3, None]) == ["GH", "Ghana", "ban", 3, None]
    assert swap.expectation("the Norway deal on cod") == "the Ghana deal on hake"


@given(st.text("abc ", max_size=20), st.data())
def test_places_follow_the_words(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    edits = tuple(Edit(a, b, data.draw(st.sampled_from(["X", "YYYY", "ZZ"]))) for a, b in pairs)
    swap, new = Swap("", edits, None, {}), apply(text, edits)
    for edit in edits:
        start, end = swap.place(edit.start, edit.end)
        assert new[start:end] == edit.new
    start, end = swap.place(0, len(text))
    assert new[start:end] == new


def test_watching_yields_when_a_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a")
    looks = 0

    def files() -> list[Path]:
        nonlocal looks
        looks += 1
        if looks == 3:
            file.write_text("ab")
            os.utime(file, (1, 1))
        return [file, tmp_path / "none.yaml"]

    seen = changes(files, pause=0)
    next(seen)
    next(seen)
    assert looks == 3
