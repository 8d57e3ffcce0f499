"""The last step of trade figures: what only the whole figure, or the figures before it, can tell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import eventsift

PUBLISHED = date(2024, 5, 15)


@pytest.fixture(scope="module")
def engine() -> eventsift.Engine:
    return eventsift.load(["trade_figure"])


def figures(engine: eventsift.Engine, text: str, title: str | None = None) -> list[Any]:
    article = eventsift.Article(id="test", text=text, title=title, published=PUBLISHED)
    extraction = engine.extract(article)
    assert not extraction.problems
    return list(extraction.events)


def countries(actors: tuple[Any, ...]) -> list[str | None]:
    return [actor.country for actor in actors]


def test_a_bare_number_takes_the_unit_of_its_neighbour(engine: eventsift.Engine) -> None:
    found = figures(engine, "Norway's cod exports fell to 7,000 tonnes in March from 9,000 in February.")
    assert [(f.amount.value, f.amount.unit) for f in found] == [(7000, "t"), (9000, "t")]


def test_a_level_and_its_change_told_in_two_sentences_are_one_figure(engine: eventsift.Engine) -> None:
    text = "Peru's trade gap narrowed to $58 million in April. The gap narrowed 6 percent in April."
    (figure,) = figures(engine, text)
    assert (figure.amount.value, figure.change.value, figure.statistic) == (58_000_000, 6, "level")
    assert len(figure.evidence) == 2


def test_what_lies_beside_is_of_the_period_before(engine: eventsift.Engine) -> None:
    text = "Kenya exported 5,000 tonnes of tea in March against 4,000 tonnes a year earlier."
    now, then = figures(engine, text)
    assert (now.period.start, now.period.end) == (date(2024, 3, 1), date(2024, 3, 31))
    assert (then.period.start, then.period.end) == (date(2023, 3, 1), date(2023, 3, 31))
    assert then.measure == "exports"
    assert countries(then.reporters) == ["KE"]


def test_the_next_figure_does_not_take_the_earlier_period(engine: eventsift.Engine) -> None:
    text = (
        "Chile's copper exports fell to 90,000 tonnes in March from 99,000 tonnes in January. "
        "Imports rose 4 percent."
    )
    assert figures(engine, text)[-1].period.start == date(2024, 3, 1)


def test_who_reports_depends_on_the_flow(engine: eventsift.Engine) -> None:
    exports, imports = figures(
        engine,
        "Rice exports from Vietnam to Ghana rose 4 percent. Rice imports from India to Ghana rose 9 percent.",
    )
    assert (countries(exports.reporters), countries(exports.partners)) == (["VN"], ["GH"])
    assert (countries(imports.reporters), countries(imports.partners)) == (["GH"], ["IN"])


def test_a_forecast_is_possible_and_a_target_planned(engine: eventsift.Engine) -> None:
    text = (
        "Brazil's coffee exports are expected to rise 5 percent. Its export target of 2 million bags stands."
    )
    assert [f.modality for f in figures(engine, text)] == ["possible", "planned"]


def test_the_title_tells_the_good(engine: eventsift.Engine) -> None:
    text = "Malaysia shipped more tin in May. Exports rose 5 percent to 3,000 tonnes."
    assert [g.name for g in figures(engine, text, title="Malaysian tin exports climb")[0].goods] == ["tin"]
    assert not figures(engine, text, title="Malaysian trade surplus grows as tin gains")[0].goods


@pytest.mark.parametrize(
    "text",
    [
        "The budget deficit widened to $4 billion in March.",
        "The firm's sales rose 5 percent to $3 billion.",
        "Stocks in Tokyo fell 2 percent.",
        "A shipment of 40 kg of cocaine reached Spain.",
        "Visitors compared with 3 million in 2020 were few.",
    ],
)
def test_what_is_no_figure_of_trade(engine: eventsift.Engine, text: str) -> None:
    assert not figures(engine, text)
