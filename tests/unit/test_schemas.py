"""The schemas that editors use: current, and taking what the program takes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import eventsift_rules
from eventsift import lexicon
from eventsift.cli import main
from eventsift.engine import base_lexicons
from eventsift.lexicon_model import Entry, FamilyEntry, FamilyFile, TermFile
from eventsift.rules.check import check
from eventsift.schemas import FILES, file_schema, schema_text
from eventsift.yamlfile import read_yaml

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(Path(eventsift_rules.__file__).parent.rglob("*.yaml"))


def _sort(data: dict[str, Any]) -> str:
    return "lexicons" if "lexicon" in data else "context" if "context" in data else "rules"


@pytest.mark.parametrize("what", FILES)
def test_the_schema_in_the_package_is_current(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = FILES[what].read_text(encoding="utf-8")
    assert text == schema_text(what), "run python -m eventsift.schemas"
    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    assert main(["schema", what]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(text)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_shipped_files_are_valid(path: Path) -> None:
    data = read_yaml(path)
    found = jsonschema.Draft202012Validator(file_schema(_sort(data))).iter_errors(data)
    assert [error.message for error in found] == []


def test_the_model_and_the_loader_take_the_same_keys() -> None:
    assert set(Entry.model_fields) == lexicon._TERM_FIELDS
    assert set(FamilyEntry.model_fields) == {*lexicon._FAMILY_FIELDS, "forms", "note"}
    assert set(TermFile.model_fields) == set(FamilyFile.model_fields) == lexicon._HEADER


@pytest.mark.parametrize("path", base_lexicons(), ids=lambda path: path.name)
def test_shipped_lexicons_hold_by_their_model(path: Path) -> None:
    data = read_yaml(path)
    (FamilyFile if data["type"] == "family" else TermFile).model_validate(data)


def test_every_problem_of_a_lexicon_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "lexicon: gear\ntype: gear\nsuorce: own\nentries:\n  trawl: {froms: net}\n  seine: {clases: x}\n"
    Path("gear.yaml").write_text(text)
    found = {str(problem) for problem in check([Path()])}
    assert any("gear.yaml:3:1: unknown-key" in one and "'source'" in one for one in found)
    assert any("gear.yaml:5:" in one and "'forms'" in one for one in found)
    assert any("gear.yaml:6:" in one and "'classes'" in one for one in found)


def test_the_page_for_editors_names_each_schema() -> None:
    page = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")
    assert set(re.findall(r"eventsift schema (\w+)", page)) >= set(FILES)
