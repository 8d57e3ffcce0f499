"""Zones: what belongs to the news, and what only stood on its page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsift.tokens import tokenise
from eventsift.zones import ENGLISH, marks, zones

BODY = "Peru banned exports of tin on Monday, and its ministry of mines said that the ban would last a year."
MORE = "Traders said that prices had risen at once, although stocks in Rotterdam and Busan were still high."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(zone.kind, text[zone.start : zone.end]) for zone in zones(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Sign up now: get the Harbour Post's newsletters in your mail",
        "Follow topic:",
        "Reading Time: 3 minutes",
        "Why you can trust the Post",
        "READ MORE",
        "Related articles",
        "Photo: A. Rojas",
        "To view this video please enable JavaScript, and consider upgrading your browser.",
        "© 2031 Harbour Post. All rights reserved.",
        "We use cookies to make this site better.",
        "Ana Rojas contributed to this report.",
        "Thanks to Ivo Kral for contributing to this post.",
        "-",
        "12:40",
        "![tin](https://example.org/tin.jpg)",
        "MetalsTradeAmericasPeruCountry Notes",
    ],
)
def test_boilerplate_lines(line: str) -> None:
    assert ("boilerplate", line) in kinds(f"Peru bans tin\n{BODY}\n{line}\n{MORE}")


@pytest.mark.parametrize(
    "line",
    [
        "The tanker was seized by the National Coast Authority (NCA).",
        "Thanks to the tariffs, exports fell.",
        "The Post reported the seizure on Friday.",
        "The firm bought shares on Monday.",
        "He confirmed it on Telegram.",
        "Prices rose on the US/Peru trade war.",
        "It pays for a cash handout.",
    ],
)
def test_short_paragraphs_of_news_stay(line: str) -> None:
    assert ("body", line) in kinds(f"Peru bans tin\n{BODY}\n{line}\n{MORE}")


def test_the_page_of_a_paper() -> None:
    text = (
        "Advertisement\n\nPeru bans tin exports\n\n  • Ban is to last a year\n  • Prices rise\n\n"
        "By Ana Rojas\n\n"
        f"{BODY}\n\nA tin smelter stands near Pisco, Peru. Photo: Reuters\n\nWhat comes next\n\n{MORE}\n\n"
        "Trending now\n\nSinger marries a goalkeeper\n\nAdvertisement"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "boilerplate", "headline", "summary", "summary", "byline", "body", "caption", "heading", "body",
        "boilerplate", "boilerplate", "boilerplate",
    ]  # fmt: skip
    assert kinds(text)[2] == ("summary", "Ban is to last a year")


def test_a_line_above_a_picture_credit_is_a_caption() -> None:
    text = f"Peru bans tin\n\nTin bars lie on a quay.\n\nPHOTO: REUTERS\n\n{BODY}"
    assert kinds(text)[1][0] == "caption"


def test_a_repeated_line_counts_once() -> None:
    assert [kind for kind, _ in kinds(f"Peru bans tin\n{BODY}\n{BODY}")] == [
        "headline",
        "body",
        "boilerplate",
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "LIMA (Andina) --",
        "LIMA, March 11 -",
        "Lima, march 11 -",
        "LIMA (Reuters) -",
        "LIMA, Peru (AP) —",
        "LIMA, May 2 (Andina) –",
        "LIMA, May 2. /ABC/.",
        "SAN JOSE/LIMA, Oct 3 -",
        "ABC —",
        "LIMA –",
        "Lima, Peru ABC —",
    ],
)
def test_datelines(dateline: str) -> None:
    assert kinds(f"{dateline} {BODY}") == [("dateline", dateline), ("body", BODY)]


@pytest.mark.parametrize(
    "body",
    ["The ministry - it is new - said so.", "Peru, Chile and Brazil (Andes) said so.", "Peru said: no."],
)
def test_no_dateline(body: str) -> None:
    assert [kind for kind, _ in kinds(body + " " + BODY)] == ["body"]


def test_a_caption_run_into_the_first_paragraph_is_cut_off() -> None:
    text = (
        f"A smelter in Pisco, May 1. Licensing Rights LIMA, May 2 (Reuters) - {BODY} (Reporting by A. Rojas)"
    )
    assert [kind for kind, _ in kinds(text)] == ["caption", "dateline", "body", "boilerplate"]


def test_credits_behind_the_last_paragraph_are_cut_off() -> None:
    text = f"{BODY} (Additional reporting by Ana Rojas; Editing by Ivo Kral)"
    assert kinds(text) == [("body", BODY), ("boilerplate", text[len(BODY) + 1 :])]


def test_hard_wrapped_copy_is_joined_to_paragraphs() -> None:
    text = (
        "LIMA, March 11 - Peru banned exports of tin from its\n"
        "southern mines on Monday, and the ministry said the ban\n"
        "would last for a year or longer.\n"
        "    Traders said prices had risen at once, although the\n"
        "stocks in Rotterdam were still high.\n"
    )
    assert [(kind, part[-12:]) for kind, part in kinds(text)] == [
        ("dateline", ", March 11 -"),
        ("body", "r or longer."),
        ("body", " still high."),
    ]


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    assert [kind for kind, _ in kinds(f"{BODY}\n{MORE}\r\n \n{BODY[5:]}")] == ["body", "body", "body"]


def joined(text: str) -> list[tuple[str, str]]:
    return [(kind, " ".join(part.split())) for kind, part in kinds(text)]


def test_wrapped_paragraphs_that_were_run_together_are_joined() -> None:
    text = (
        "LIMA  (Andina) - Peru banned exports of tin from its \n"
        "southern mines on Monday, and the ministry said the ban \n"
        "would last for a year or longer.  Traders in Rotterdam and Busan said that prices \n"
        "had risen at once to over 30,000 \n"
        "dollars a tonne, the most since the mines of Puno and of \n"
        "Tacna were flooded.  PRICES RISE  A smelter near Pisco stopped work after \n"
        "its ore ran out. \n\n"
        "  Chile said that it would follow suit if the ports of \n"
        "Arica and Iquique agreed.\n"
    )
    assert [kind for kind, _ in joined(text)] == ["dateline", "body", "body"]
    assert joined(text)[1][1].endswith("after its ore ran out.")
    assert joined(text)[2][1] == (
        "Chile said that it would follow suit if the ports of Arica and Iquique agreed."
    )


def test_wrapped_lines_are_joined_where_empty_lines_stand_between_them_all() -> None:
    text = (
        "Peru bans tin exports\n\nPeru banned exports of tin from its southern mines\n\n"
        "on Monday, and the ministry of mines told traders in\n\nLima that the ban\n\n"
        "would last for a year or longer. Traders said prices\n\nhad risen at once."
    )
    assert joined(text) == [
        ("headline", "Peru bans tin exports"),
        (
            "body",
            "Peru banned exports of tin from its southern mines on Monday, and the ministry of mines told traders "
            "in Lima that the ban would last for a year or longer. Traders said prices had risen at once.",
        ),
    ]


def test_a_headline_above_wrapped_lines_stays_one() -> None:
    text = (
        "Peru bans tin exports, smelters protest\n"
        "Peru banned exports of tin from its southern mines on\nMonday, and the ministry of mines said that\n"
        "the ban would last for a year or longer, although the ports\nof Callao and Ilo would be open to\n"
        "other metals. Traders said so.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["headline", "body"]


@pytest.mark.parametrize(
    "lines",
    [
        ["The ministry of mines told the daily", "Costa Nueva", "that exports of tin would be banned."],
        ["Exports of tin would be banned until May, the ministry of mines told", "reporters in Lima."],
        ["Exports of tin go to Busan, to Rotterdam and to", "Hong Kong’s metal warehouses."],
        ["Exports of tin go to Busan in the south of Korea,", "Rotterdam and the ports of Japan."],
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_sentence_cut_around_a_link_is_joined(lines: list[str], gap: str) -> None:
    text = gap.join(["Peru bans tin", BODY, *lines, MORE])
    assert joined(text) == [
        ("headline", "Peru bans tin"),
        ("body", BODY),
        ("body", " ".join(lines)),
        ("body", MORE),
    ]


@pytest.mark.parametrize(
    ("before", "line", "kind"),
    [
        ("The miners of Puno and Tacna want three things:", "higher quotas for small mines", "body"),
        ("Smelters near Pisco stop work as ore runs out", "by Ana Rojas", "byline"),
        ("Smelters near Pisco stop work as ore runs out", "iPhone makers seek other ore", "heading"),
        ("Smelters near Pisco stop work as ore runs out", "source: https://example.org/tin", "boilerplate"),
        ("Smelters near Pisco stop work as ore runs out", "harbourpost.example", "body"),
        ("Advertisement", "higher quotas for the small mines of the south", "body"),
        (MORE, "higher quotas for small mines", "body"),
    ],
)
def test_lines_in_lower_case_that_stand_alone(before: str, line: str, kind: str) -> None:
    assert (kind, line) in kinds(f"Peru bans tin\n{BODY}\n{before}\n{line}\nIn {BODY}")


def test_items_in_lower_case_are_not_joined() -> None:
    text = f"Peru bans tin\n{BODY}\nMiners want three things:\nhigher quotas for small mines\nlower fees for the ports"
    assert [part for _, part in kinds(text)][-2:] == [
        "higher quotas for small mines",
        "lower fees for the ports",
    ]


def test_headline_and_text_in_lower_case_are_not_joined() -> None:
    assert kinds(f"peru bans exports of tin from its south\n{BODY.lower()}")[1] == ("body", BODY.lower())


def test_rules_drawn_in_signs_part_a_paragraph() -> None:
    text = f"{MORE} <^^^^^^^^^^^^^ Chart of tin ^^^^^^^^^^^ ^^^^^^^^^> {BODY} ======= {BODY[5:]}"
    assert [part for _, part in kinds(text)] == [MORE, "Chart of tin", BODY, BODY[5:]]


@pytest.mark.parametrize(
    "credit", ["(Reporting By Ana Rojas; editing by Ivo Kral)", "(Metals Desk; Editing by Ivo Kral)"]
)
def test_credits_are_cut_off_with_all_their_bracket(credit: str) -> None:
    assert kinds(f"{BODY} {credit}") == [("body", BODY), ("boilerplate", credit)]


def test_writers_and_dateline_run_into_the_first_paragraph_are_cut_off() -> None:
    assert kinds(f"By  Ana Rojas  and Ivo Kral LIMA/QUITO  Jan 8 (Andina) - {BODY}") == [
        ("byline", "By  Ana Rojas  and Ivo Kral"),
        ("dateline", "LIMA/QUITO  Jan 8 (Andina) -"),
        ("body", BODY),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY} Sign up for our newsletters.",
        f"{BODY}\n{MORE} (Reporting by Ana Rojas)",
        f"Bars of tin lie on a quay. Ana Rojas/Getty Images\n{BODY}",
        f"{BODY}\nThe Harbour Post keeps its privacy policy here",
        BODY,
    ],
)
def test_the_words_of_a_text_choose_the_cues_that_it_holds(text: str) -> None:
    cues = ENGLISH.cues_in(tokenise(text)[2])
    assert zones(text, cues) == zones(text)
    assert marks(text, cues) == marks(text, ENGLISH.cues)
    assert sum(map(len, cues)) < sum(map(len, ENGLISH.cues)) / 4


@given(st.text(st.characters(exclude_categories=())))
def test_zones_hold_all_that_is_written(text: str) -> None:
    at = 0
    for zone in zones(text):
        assert at <= zone.start < zone.end <= len(text)
        assert not any(map(str.isalpha, text[at : zone.start]))
        at = zone.end
    assert not any(map(str.isalpha, text[at:]))
