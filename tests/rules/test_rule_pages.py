"""The pages of the built-in rules: one each, current, and true to the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

import eventsift_rules
from eventsift.cli import main
from eventsift.rules.pages import INDEX, pages

FOLDER = Path(__file__).parents[2] / "docs" / "rules"
FILES = sorted(Path(eventsift_rules.__file__).parent.glob("*/rules*.yaml"))
RULES = """\
event: embargo
description: Embargoes.
macros: {fish: "(cod|hake)", deep: "$fish"}
inherit: {goods: {from: [previous]}}
slots:
  imposers: {type: country|bloc, find: ["<> ..3 TRIGGER"]}
rules:
  - id: embargo.first
    title: A state embargoes a good
    set: {measure: ban}
    trigger: "embargo~ $deep <goods:good>"
    require: [goods|targets]
    unless: "in jest"
    examples:
      - text: "[Norway]{imposers} embargoed cod."
        expect: {measure: ban, targets: []}
      - text: "The shop embargoed a *book*."
        match: false
"""


def test_the_pages_are_current() -> None:
    made = pages(FILES)
    found = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in made.keys() | found.keys() if made.get(name) != found.get(name))
    assert stale == [], "run eventsift rules pages docs/rules"


def test_a_page_says_what_the_rule_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rules.yaml").write_text(RULES)
    out = tmp_path / "pages"
    assert main(["rules", "pages", str(out), str(tmp_path / "rules.yaml")]) == 0
    page = (out / "embargo.first.md").read_text()
    for part in (
        "# A state embargoes a good\n",
        "Event type `embargo`",
        "embargo~ $deep <goods:good>\n",
        "It needs `goods` or `targets`.",
        "in jest\n",
        "$deep = $fish\n$fish = (cod|hake)\n",
        "| `measure` | ban | always |",
        "| `goods` | good | the trigger<br>else inherited from: previous |",
        "| `imposers` | country or bloc | `<> ..3 TRIGGER` |",
        "* Norway embargoed cod.\n  * `imposers`: Norway\n  * `measure`: ban\n  * `targets`: nothing\n",
        "* **Not:** The shop embargoed a \\*book\\*.",
    ):
        assert part in page, part
    assert "| [embargo.first](embargo.first.md) | A state embargoes a good |" in (out / INDEX).read_text()
    (out / "embargo.gone.md").write_text("old")
    assert main(["rules", "pages", str(out), str(tmp_path / "rules.yaml")]) == 0
    assert "1 page changed" in capsys.readouterr().err
    assert not (out / "embargo.gone.md").exists()
    (out / "notes.md").write_text("mine")
    assert main(["rules", "pages", str(out), str(tmp_path / "rules.yaml")]) == 2
    assert (out / "notes.md").exists()
