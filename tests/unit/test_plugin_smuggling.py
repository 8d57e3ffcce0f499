"""The finish step of the plugin smuggling_method: stories, amounts, people and goods in counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import eventsift
from eventsift import Article, Engine

WEDNESDAY = date(2023, 3, 8)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return eventsift.load(["smuggling_method"])


def read(engine: Engine, text: str) -> list:
    found = engine.extract(Article(id="a", text=text, published=WEDNESDAY))
    assert not found.problems
    return list(found.events)


def test_sentences_about_one_haul_are_one_event(engine):
    text = (
        "Danish customs officers seized 1.4 tonnes of cocaine in Aarhus on Friday. The drugs were hidden in a "
        "load of bananas. The shipment was bound for Poland. Three suspects were arrested."
    )
    [event] = read(engine, text)
    assert [good.name for good in event.goods] == ["cocaine"]
    assert [(q.value, q.unit) for q in event.quantities] == [(1.4, "t")]
    assert [a.country for a in event.destination] == ["PL"]
    assert [a.text for a in event.actors] == ["Three suspects"]
    assert event.methods == ("concealment",)
    assert event.outcome == "foiled"
    assert (event.date.start, event.date.end) == (date(2023, 3, 3), date(2023, 3, 3))
    assert len(event.evidence) >= 3


def test_hauls_of_other_weights_are_other_events(engine):
    text = (
        "Portuguese police seized 3 tonnes of cocaine in Sines. In May, officers found 700 kg of cocaine in a "
        "container in Lisbon."
    )
    assert [[q.value for q in e.quantities] for e in read(engine, text)] == [[3], [700]]


def test_the_same_weight_in_other_words_is_the_same_haul(engine):
    text = "Fiji seized 2 tonnes of methamphetamine. The 2,000 kg of methamphetamine came from Mexico."
    [event] = read(engine, text)
    assert [a.country for a in event.origin] == ["MX"]


def test_a_denial_stands_beside_the_accusation(engine):
    text = "Gambia accused a mining firm of smuggling zircon to Portugal. The firm denied that zircon was smuggled."
    assert sorted(e.modality for e in read(engine, text)) == ["alleged", "negated"]


def test_what_only_goes_on_needs_something_told_before(engine):
    assert not read(engine, "Three suspects were arrested. The shipment was bound for Poland.")


def test_a_haul_of_long_ago_is_another_event(engine):
    text = (
        "Officers seized a load of cocaine in Antwerp. The harbour was closed. Trucks waited for hours. Drivers "
        "drank tea. The mayor came. Cocaine was seized there for the first time in May 2019."
    )
    assert [e.date and e.date.start for e in read(engine, text)] == [None, date(2019, 5, 1)]


def test_another_accuser_makes_another_accusation(engine):
    text = (
        "Peru's trade ministry said foreign dealers had smuggled lithium. Le Monde reported that lithium was "
        "smuggled into France via Panama."
    )
    events = read(engine, text)
    assert [[a.country for a in e.destination] for e in events] == [[], ["FR"]]


def test_people_that_are_counted_are_actors_and_no_goods(engine):
    [event] = read(engine, "Two brothers smuggled 80 kilos of saffron into Germany.")
    assert [a.text for a in event.actors] == ["Two brothers"]
    assert [(q.value, q.unit) for q in event.quantities] == [(80, "kg")]


def test_a_count_of_goods_is_both_quantity_and_good(engine):
    [event] = read(engine, "Rangers discovered 36 elephant tusks hidden under sacks of maize.")
    assert [(q.value) for q in event.quantities] == [36]
    assert event.goods


def test_goods_in_one_list_go_together(engine):
    [event] = read(engine, "Officers seized untaxed liquor and cigarettes worth 2 million euros.")
    assert {g.name for g in event.goods} == {"liquor", "tobacco"}
    assert [(q.value, q.unit) for q in event.quantities] == [(2_000_000, "EUR")]


def test_money_that_is_seized_is_no_goods(engine):
    [event] = read(engine, "Police seized 4 kg of heroin and 90,000 euros in cash hidden in a wall.")
    assert [g.name for g in event.goods] == ["heroin"]
    assert [(q.value, q.unit) for q in event.quantities] == [(4, "kg")]


@pytest.mark.parametrize(
    "text",
    [
        "Regulators seized the records of three banks.",
        "The generals seized power at dawn.",
        "Bailiffs seized $500 million in deposits.",
        "The gang smuggled migrants across the lake.",
        "Rebels seized an army base and its weapons.",
        "Air defences intercepted 20 drones over the city.",
        "Smugglers take risks, the mayor said.",
        "The bridesmaids smuggled a trumpet into the hall as a prank.",
        "Her new novel tells how whisky was smuggled past the excise men.",
    ],
)
def test_what_is_no_smuggling_of_goods(engine, text):
    assert not read(engine, text)


def test_the_day_of_saying_is_not_the_day_of_doing(engine):
    text = "The ministry said on Monday that 4,000 tonnes of rice had been smuggled into Senegal."
    [event] = read(engine, text)
    assert event.date is None
    assert event.outcome == "completed"


def test_a_transit_country_is_no_destination(engine):
    text = "Cobalt was illegally rerouted through Laos to Japan to get around the export ban."
    [event] = read(engine, text)
    assert [a.country for a in event.transit] == ["LA"]
    assert [a.country for a in event.destination] == ["JP"]


_GOODS = st.sampled_from(["cocaine", "heroin", "ivory", "pangolin scales", "hashish", "counterfeit handbags"])
_VERBS = st.sampled_from(["seized", "confiscated", "impounded", "intercepted"])


@settings(max_examples=25, deadline=None)
@given(goods=_GOODS, verb=_VERBS, kilos=st.integers(2, 900))
def test_every_seizure_says_what_and_how_much(engine, goods, verb, kilos):
    for text in (
        f"Customs officers {verb} {kilos} kg of {goods} in the port.",
        f"Some {kilos} kg of {goods} were {verb} in the port.",
    ):
        [event] = read(engine, text)
        assert event.outcome == "foiled"
        assert len(event.goods) == 1
        assert [(q.value, q.unit) for q in event.quantities] == [(kilos, "kg")]


def test_goods_come_from_the_state_whose_name_stands_before_them(engine):
    [event] = read(engine, "Customs officers in Gdansk seized 40 tonnes of smuggled Ukrainian honey.")
    assert [a.country for a in event.origin] == ["UA"]


def test_ordinary_goods_that_are_seized_need_a_word_of_smuggling_near(engine):
    seized = "Officers impounded 9 tonnes of sugar in Mombasa."
    assert not read(engine, seized)
    [event] = read(engine, f"The lorry had crossed at night with contraband. {seized}")
    assert event.outcome == "foiled"


def test_a_charge_is_alleged_and_a_sentence_is_not(engine):

    [charged] = read(engine, "A dealer was charged on Monday with sending sonar sets to Syria.")
    [jailed] = read(engine, "A dealer was jailed for sending sonar sets to Syria.")
    assert (charged.modality, jailed.modality) == ("alleged", "asserted")


def test_a_rule_s_own_way_stands_beside_the_ways_that_are_told(engine):
    [event] = read(engine, "Pangolins poached in Cameroon were sold on the internet.")
    assert event.methods == ("theft", "online_sale")
