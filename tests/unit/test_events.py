"""The event contract: what a model takes, how it is written, what its id depends on."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from eventsift.events import Event, Number, Span, event_id, event_schema, event_type, event_union, spans_of
from eventsift.write import to_line
from eventsift_plugins.models import DiplomaticDeal, ExportControl, Smuggling, TradeFigure

MODELS = (ExportControl, Smuggling, TradeFigure, DiplomaticDeal)
TEXT = "Ghana sold 40 tonnes of tin to Togo in May."


class PortClosure(Event):
    type: Literal["acme.port_closure"]
    port: Span
    depth: Number | None = None


def span(words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def may() -> dict[str, Any]:
    at = TEXT.index("May")
    return {
        "start": date(2024, 5, 1),
        "end": date(2024, 5, 31),
        "text": "May",
        "start_char": at,
        "end_char": at + 3,
    }


def figure(**more: Any) -> dict[str, Any]:
    return {
        "type": "trade_figure",
        "id": "x1",
        "article": "a1",
        "modality": "asserted",
        "evidence": [span(TEXT, plugin="trade_figure", rule="trade-figure.sold", rule_version="0.1")],
        "measure": "exports",
        "statistic": "level",
        "amount": span("40 tonnes", value=40.0, unit="t"),
        "reporters": [span("Ghana", kind="country", country="GH")],
        "goods": [span("tin", name="tin")],
        "date": may(),
        **more,
    }


def test_an_event_is_written_in_model_order_with_nulls_and_empty_lists_kept() -> None:
    line = to_line(TradeFigure.model_validate(figure()))
    record = json.loads(line)
    assert line.endswith(b"}\n")
    assert list(record)[:7] == ["type", "id", "article", "modality", "attribution", "date", "evidence"]
    assert record["attribution"] == []
    assert record["change"] is None
    assert record["date"]["start"] == "2024-05-01"


def test_a_number_without_a_fraction_is_written_as_an_integer() -> None:
    line = to_line(
        TradeFigure.model_validate(figure(amount=span("40 tonnes", value=270000.0, low=0.5, unit="t")))
    )
    assert b'"value":270000,' in line
    assert b'"low":0.5,' in line


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_is_finite(value: float) -> None:
    with pytest.raises(ValidationError, match="finite number"):
        TradeFigure.model_validate(figure(amount=span("40 tonnes", value=value, unit="t")))


def test_letters_outside_ascii_are_written_as_they_are() -> None:
    record = figure(goods=[{"start": 0, "end": 5, "text": "茶 🍵 é", "name": "tea"}])
    assert "茶 🍵 é".encode() in to_line(TradeFigure.model_validate(record))


def test_a_written_event_reads_back_equal_through_the_union() -> None:
    event = TradeFigure.model_validate(figure())
    assert event_union(MODELS).validate_json(to_line(event)) == event


def test_events_are_frozen() -> None:
    event = TradeFigure.model_validate(figure())
    with pytest.raises(ValidationError, match="frozen"):
        event.modality = "negated"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "Extra inputs are not permitted"),
        ({"evidence": []}, "at least 1 item"),
        ({"modality": "sure"}, "'asserted', 'alleged'"),
        ({"reporters": [span("Ghana", kind="country", country="Ghana")]}, "should match pattern"),
        (
            {"goods": [{"start": 0, "end": 9, "text": "tin", "name": "tin"}]},
            "does not fit its text of 3 characters",
        ),
        ({"amount": span("40 tonnes", value=1, low=3, high=2, unit="t")}, "runs from 3 down to 2"),
        ({"date": may() | {"end": date(2024, 4, 1)}}, "before it starts"),
        ({"date": may() | {"end_char": 99}}, "does not fit its text"),
        ({"change": span("40 tonnes", value=-2, unit="%")}, "must not be negative"),
        ({"period": may() | {"start": None}}, "must be the same"),
    ],
)
def test_what_breaks_the_contract_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        TradeFigure.model_validate(figure(**change))


def test_period_and_date_of_a_trade_figure_stand_in_for_each_other() -> None:
    dated = TradeFigure.model_validate(figure())
    in_period = TradeFigure.model_validate({**figure(), "date": None, "period": may()})
    assert dated.period == dated.date == in_period.date == in_period.period is not None


def test_the_id_does_not_depend_on_key_order_rules_or_empty_fields() -> None:
    payload = figure()
    base = event_id("trade_figure", "a1", payload)
    renamed = [payload["evidence"][0] | {"rule": "other", "rule_version": "9"}]
    assert event_id("trade_figure", "a1", dict(reversed(payload.items()))) == base
    assert event_id("trade_figure", "a1", {**payload, "partners": [], "change": None, "id": "z"}) == base
    assert event_id("trade_figure", "a1", {**payload, "evidence": renamed}) == base


def test_the_id_can_be_computed_from_a_written_line() -> None:
    event = TradeFigure.model_validate(figure())
    record = json.loads(to_line(event))
    assert event_id("trade_figure", "a1", record) == event_id("trade_figure", "a1", event.__dict__)


@pytest.mark.parametrize(
    "change",
    [
        {"modality": "alleged"},
        {"goods": []},
        {"evidence": [span("Ghana", plugin="p", rule="r", rule_version="1")]},
    ],
)
def test_the_id_depends_on_the_content(change: dict[str, Any]) -> None:
    assert event_id("trade_figure", "a1", figure()) != event_id("trade_figure", "a1", figure(**change))
    assert event_id("trade_figure", "a1", figure()) != event_id("trade_figure", "a2", figure())


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.lists(st.text())), max_size=5))
def test_any_content_has_an_id_of_20_hex_digits(content: dict[str, Any]) -> None:
    content.pop("evidence", None)
    assert int(event_id("t", "a", content), 16) >= 0
    assert len(event_id("t", "a", content)) == 20


def test_a_written_event_satisfies_the_json_schema() -> None:
    schema = event_schema([*MODELS, PortClosure])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(to_line(TradeFigure.model_validate(figure()))))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"type": "trade_figure"})


def test_every_field_in_the_schema_is_described() -> None:
    definitions = event_schema(MODELS)["$defs"]
    bare = [
        f"{name}.{field}"
        for name, definition in definitions.items()
        for field, content in definition.get("properties", {}).items()
        if "description" not in content and field != "type"
    ]
    assert bare == []


def test_a_type_of_a_third_party_joins_the_union() -> None:
    record = {
        key: value for key, value in figure().items() if key in {"id", "article", "modality", "evidence"}
    }
    union = event_union([*MODELS, PortClosure])
    event = union.validate_python(
        {**record, "type": "acme.port_closure", "port": span("Togo"), "depth": 12.0}
    )
    assert isinstance(event, PortClosure)
    assert event.depth == 12


def test_a_model_has_to_name_one_type_of_its_own() -> None:
    class Nameless(Event):
        pass

    class Twin(Event):
        type: Literal["smuggling"]

    assert event_type(PortClosure) == "acme.port_closure"
    with pytest.raises(TypeError, match="Nameless does not name its event type"):
        event_type(Nameless)
    with pytest.raises(TypeError, match=r"'smuggling' is declared by Smuggling and .*Twin"):
        event_union([Smuggling, Twin])
    with pytest.raises(ValueError, match="at least one"):
        event_union([])


def test_all_spans_of_an_event_can_be_held_against_the_text() -> None:
    found = list(spans_of(TradeFigure.model_validate(figure())))
    assert {text for _, _, text in found} == {TEXT, "40 tonnes", "Ghana", "tin", "May"}
    assert all(TEXT[start:end] == text for start, end, text in found)
