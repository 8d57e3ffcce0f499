"""`eventsift rules check`: every kind of problem, its place, its hint; and never a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventsift import Extractor, hookimpl
from eventsift.cli.rules import rules
from eventsift.errors import EventsiftError
from eventsift.plugins import load_plugins
from eventsift.rules.check import check, report
from eventsift.rules.codes import CODES
from eventsift.rules.examples import run_examples
from eventsift.rules.loose import engine_for
from eventsift.rules.problems import RuleProblem
from eventsift.yamlfile import MAX_BYTES
from eventsift_plugins.models import ExportControl

CASES = Path(__file__).parent.parent / "rules" / "cases"
MADE_HERE = {"too-large", "unread-file"}  # cases that are made by a test
GOOD = """\
event: embargo
rules:
  - id: embargo.first
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "embargo~ <goods:good>"
    examples:
      - text: "Norway embargoed cod."
      - text: "Ghana embargoed cocoa."
      - text: "The shop embargoed a book."
        match: false
"""


class Embargo(ExportControl):
    """An event type whose model has what the built-in one has."""

    type: Literal["embargo"]  # type: ignore[assignment]


def _plugin(files: Sequence[Path] = ()) -> ModuleType:
    module = ModuleType("fishing")

    @hookimpl
    def eventsift_extractors() -> list[Extractor]:
        return [Extractor(event=Embargo, rules=files)]

    module.eventsift_extractors = eventsift_extractors  # type: ignore[attr-defined]
    return module


def _check(*paths: Path) -> list[RuleProblem]:
    return check(paths, extra=[("fishing", _plugin())])


def _with_fishing(names: Any, disable: Any, extra: Any) -> Any:
    return load_plugins(names, disable, [*extra, ("fishing", _plugin())])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _codes(*paths: Path) -> set[str]:
    return {problem.code for problem in _check(*paths)}


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_golden(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / name)
    problems = _check(Path())
    assert "\n".join(report(problems)) + "\n" == (CASES / name / "expected.txt").read_text(encoding="utf-8")
    if name in CODES:
        assert name in {problem.code for problem in problems}


def test_every_code_has_a_case_and_a_page() -> None:
    page = (CASES.parent.parent.parent / "docs" / "codes.md").read_text(encoding="utf-8")
    cases = {path.name for path in CASES.iterdir()} | MADE_HERE
    for code in CODES.values():
        assert code.name in cases
        assert f"## {code.name}\n" in page
        assert code.what in page
        assert code.remedy in page


def test_a_good_file_has_no_problem(folder: Path) -> None:
    (folder / "good.yaml").write_text(GOOD)
    assert _check(folder) == []


def test_too_large(folder: Path) -> None:
    (folder / "large.yaml").write_text(GOOD + "#" * MAX_BYTES)
    assert _codes(folder) == {"too-large"}


def test_a_comment_allows_a_lint_but_not_an_error(folder: Path) -> None:
    text = GOOD.replace('<goods:good>"', '<goods:good> on mondays"').replace("mondays", "monday")
    (folder / "a.yaml").write_text(text)
    assert _codes(folder) == {"date-literal"}
    (folder / "a.yaml").write_text(text.replace('monday"', 'monday"  # allow: date-literal'))
    assert _codes(folder) == set()
    (folder / "a.yaml").write_text(GOOD.replace('good>"', 'good> @nix"  # allow: unknown-family'))
    assert _codes(folder) == {"unknown-family"}


def test_files_beside_a_plugins_own_are_told(folder: Path) -> None:
    for name in ("named.yaml", "forgotten.yaml", "other.yml"):
        (folder / name).write_text(GOOD)
    plugin = _plugin([folder / "named.yaml"])
    found = {(p.code, p.file) for p in check(extra=[("fishing", plugin)]) if "eventsift_rules" not in p.file}
    assert ("unread-file", "forgotten.yaml") in found
    assert ("wrong-extension", "other.yml") in found
    assert not any(file == "named.yaml" for _, file in found)


def test_a_plugin_without_rule_files_is_told() -> None:
    found = check(extra=[("fishing", _plugin())])
    assert any(p.code == "empty-glob" and "fishing" in p.message for p in found)


def test_a_lexicon_in_the_same_folder_is_used(folder: Path) -> None:
    (folder / "rules.yaml").write_text(GOOD.replace("embargo~", "@spurn.verb <:gear>"))
    assert _codes(folder) == {"unknown-family", "unknown-type"}
    (folder / "words.yaml").write_text("lexicon: w\ntype: family\nentries:\n  spurn: {verbs: spurn}\n")
    (folder / "gear.yaml").write_text('lexicon: gear\ntype: gear\nentries:\n  trawl: ""\n')
    assert _codes(folder) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "syntax"),
        ("- " * 100_000, "syntax"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "alias"),
        (
            "macros:\n" + "".join(f"  m{i}: '$m{i + 1} $m{i + 1}'\n" for i in range(60)) + "  m60: x\n",
            "pattern",
        ),
        ("macros: {a: '$b', b: '$a'}\n", "pattern"),
        ("\x00", "syntax"),
        ("!!python/object/apply:os.system ['true']", "syntax"),
        ("? [a, b]\n: c\n", "syntax"),
        ("", "wrong-type"),
        ("- a\n- b\n", "wrong-type"),
    ],
)
def test_hostile_files_are_refused(folder: Path, text: str, code: str) -> None:
    if "macros" in text:
        text += GOOD.replace("embargo~", "$a" if "a:" in text else "$m0")
    (folder / "x.yaml").write_text(text)
    assert code in _codes(folder)


def test_a_large_file_is_fine(folder: Path) -> None:
    head, _, rule = GOOD.partition("rules:\n")
    many = "".join(rule.replace("embargo", f"embargo{_letters(i)}") for i in range(1500))
    (folder / "large.yaml").write_text(f"{head}rules:\n{many}")
    assert _check(folder) == []


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def test_a_python_step_may_read_names_of_its_own(folder: Path) -> None:
    text = "merge: {equal: [wharf, directon]}\nslots:\n  quay: {type: good, find: '<own:good>'}\n" + GOOD
    (folder / "x.yaml").write_text(text)

    def unknown(finish: Any) -> list[str]:
        module = _plugin()
        module.eventsift_extractors = hookimpl(lambda: [Extractor(event=Embargo, rules=[], finish=finish)])  # type: ignore[attr-defined]
        found = check([folder], extra=[("fishing", module)])
        return [problem.message.split()[-1] for problem in found if problem.code == "unknown-field"]

    assert unknown(None) == ["'wharf'", "'directon'", "'quay'"]
    assert unknown(lambda draft, _: draft) == ["'directon'"]


def test_exit_codes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventsift.rules.check.load_plugins", _with_fishing)
    (folder / "good.yaml").write_text(GOOD)
    run = CliRunner()
    assert run.invoke(rules, ["check", "."], standalone_mode=False).return_value == 0
    (folder / "good.yaml").write_text(GOOD.replace("embargo~", "embargo~ ..20"))
    assert run.invoke(rules, ["check", "."], standalone_mode=False).return_value == 0
    assert run.invoke(rules, ["check", ".", "--strict"], standalone_mode=False).return_value == 1
    (folder / "good.yaml").write_text(GOOD.replace("trigger", "triger"))
    found = run.invoke(rules, ["check", ".", "--format", "json"], standalone_mode=False)
    assert found.return_value == 1
    told = json.loads(found.stdout)
    assert {"unknown-key", "missing-key"} == {one["code"] for one in told}
    assert all(one["docs"].startswith("docs/codes.md#") for one in told)


# -- fuzzing: wrong types at every key ------------------------------------------------------------

FULL = yaml.safe_load(
    GOOD
    + """
macros: {big: "(big|large)", list: [a, b]}
description: words
language: en
unless: "film"
slots:
  imposers: {type: country|bloc, find: ["<> ..3 TRIGGER"], collect: true, unless: "x"}
  reasons: {values: {supply: "supply"}, within: trigger}
inherit:
  goods: {from: [previous], type: good, unless: [targets], same: [direction]}
merge: {equal: [direction], share: [goods], overlap: [imposers], join: true}
"""
)
FULL["rules"][0] |= {
    "title": "t",
    "status": "stable",
    "since": "1",
    "event": "embargo",
    "slots": {"targets": {"find": "TRIGGER <>"}},
    "require": "goods",
    "unless": ["y"],
    "when": "$big",
    "priority": 3,
}
FULL["rules"][0]["examples"][0] |= {
    "expect": {"goods": ["cod"]},
    "todo": "x",
    "published": "2025-01-01",
    "title": "t",
}
LEXICON = yaml.safe_load(
    """
lexicon: gear
type: good
language: en
source: own
description: d
entries: {trawl: "net", seine: {forms: [purse seine], classes: [fishing]}}
groups: [{classes: [x], entries: {hook: ""}}]
"""
)
FAMILIES = {"lexicon": "w", "type": "family", "entries": {"spurn": {"verbs": "spurn", "includes": "say"}}}
CONTEXT = {
    "context": "c",
    "modality": [{"id": "a.b", "value": "negated", "when": ["not TRIGGER"], "unless": "x"}],
    "attribution": {"find": ["<> said"]},
    "date": {"find": "TRIGGER <>"},
}
SCRAPS = st.sampled_from(
    [
        *(
            "",
            " ",
            "<>",
            "<",
            "(",
            "))",
            "[",
            "$x",
            "$big",
            "@",
            "@say.",
            "..",
            "..9!(",
            "..99999999999",
            "*",
            "^",
        ),
        *(
            "TRIGGER",
            "<goods+>",
            "<:>",
            "!(",
            "|",
            "a|b",
            "(a)*999999999",
            "\u2028",
            "\ud7ff",
            "\x1b[0m",
            "%s",
            "{}",
        ),
        *(
            "export_control",
            "[x]{goods}",
            "[x]{",
            "2025-13-01",
            "stable",
            "own",
            "<own:good>",
            "§",
            "日本",
            "a" * 300,
        ),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=12) | SCRAPS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(SCRAPS | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def _paths(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from _paths(value, (*at, key))


def _put(data: Any, at: tuple[Any, ...], value: Any) -> Any:
    if not at:
        return value
    changed = dict(data) if isinstance(data, dict) else list(data)
    changed[at[0]] = _put(data[at[0]], at[1:], value)
    return changed


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    data = draw(st.sampled_from([FULL, FULL, FULL, LEXICON, FAMILIES, CONTEXT]))
    for _ in range(draw(st.integers(1, 2))):
        data = _put(data, draw(st.sampled_from(list(_paths(data)))), draw(VALUES))
    return data


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=mutated())
def test_no_file_makes_a_traceback(folder: Path, data: Any) -> None:
    (folder / "x.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    for problem in _check(folder):
        assert problem.code in CODES
        assert problem.line >= 1
        assert "\n" not in str(problem)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60) | st.binary(max_size=60), at=st.integers(0, len(GOOD)))
def test_no_bytes_make_a_traceback(folder: Path, text: str | bytes, at: int) -> None:
    piece = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    (folder / "x.yaml").write_bytes(GOOD.encode()[:at] + piece + GOOD.encode()[at:])
    for problem in _check(folder):
        assert problem.code in CODES


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=mutated())
def test_what_cannot_be_run_is_refused_with_a_message(folder: Path, data: Any) -> None:
    (folder / "x.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    try:
        engine, files = engine_for([folder], extra=[("fishing", _plugin())])
        results = run_examples(engine, files)
    except EventsiftError:
        return  # any other error is a failure
    assert all(result.ok or result.failures for result in results)
