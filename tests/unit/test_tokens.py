"""The tokeniser: what a token is, and what holds for every text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsift.tokens import fold, tokenise

INVISIBLE = [range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070)]
NO_TOKEN = set("-\u2010\u2011\u2012\u2013\u2212\u00ad\u061c\ufeff") | {chr(c) for r in INVISIBLE for c in r}
ANY = st.text(st.characters(exclude_categories=()))
DENSE = st.text(st.sampled_from("aBİßσΣ'’.-–,1٣½ \n$%()[]/_:हि\u0301\u00ad\u200b\ud800\x00hts"))


def words(text: str) -> str:
    return " ".join(tokenise(text)[2])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't O’Brien N'Djamena", "don't o'brien n'djamena"),
        ("Peru’s traders’ tin", "peru 's traders ' tin"),
        ("PERU'S U.S.'s 90's", "peru 's u.s. 's 90 's"),
        ("‘steal’ 'steal'", "' steal ' ' steal '"),
        ("U.S. U.N. p.m. e.g. Ph.D. U.S", "u.s. u.n. p.m. e.g. ph.d. u.s"),
        ("U.S.-China U.S.The J.K.Rao S.Korea", "u.s. china u.s. the j.k. rao s . korea"),
        ("92,852 1.05 1,8923 up .5 5.", "92,852 1.05 1,8923 up .5 5 ."),
        ("5bn 20th 1990s 5G 3½", "5 bn 20 th 1990 s 5 g 3 ½"),
        ("H20 Q3 CO₂ G7", "h20 q3 co₂ g7"),
        ("$1.2bn €3 US$5 3.5%", "$ 1.2 bn € 3 us $ 5 3.5 %"),
        ("rare-earth rare‑earth rare\u00adearth", "rare earth rare earth rare earth"),
        ("2019–2020 10-20", "2019 2020 10 20"),
        ("a - b – c — d -5 medium- and", "a - b – c — d - 5 medium - and"),
        ("zinc--lead zinc -- lead a—b", "zinc -- lead zinc -- lead a — b"),
        ("so... and… .", "so ... and … ."),
        ("Example.Az example.com news.co.uk", "example.az example.com news.co.uk"),
        ("It ended.The ban.In May", "it ended . the ban . in may"),
        ("[a](https://x.org/b_(c)?d=1.)", "[ a ] ( https://x.org/b_(c)?d=1 . )"),
        ("[a](/b/c) www.x.org, and/or", "[ a ] ( /b/c ) www.x.org , and / or"),
        ("• (tin) “ore” 👍", "• ( tin ) “ ore ” 👍"),
        ("हिन्दी e\u0301te\u0301 İzmir straße", "हिन्दी e\u0301te\u0301 izmir straße"),
        ("قصدير، ΟΔΟΣ", "قصدير ، οδοσ"),
        ("Quota:", "quota :"),
        ("", ""),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert words(text) == expected


def test_every_character_folds_to_one() -> None:
    for code in range(sys.maxunicode + 1):
        assert len(fold(chr(code))) == 1


@given(ANY | DENSE)
def test_words_are_the_folded_text_at_their_offsets(text: str) -> None:
    starts, ends, folded = tokenise(text)
    assert len(starts) == len(ends) == len(folded)
    assert [fold(text[start:end]) for start, end in zip(starts, ends, strict=True)] == folded


@given(ANY | DENSE)
def test_tokens_are_in_order_and_leave_out_only_spaces_and_hyphens(text: str) -> None:
    at = 0
    for start, end, _ in zip(*tokenise(text), strict=True):
        assert at <= start < end
        assert all(character.isspace() or character in NO_TOKEN for character in text[at:start])
        at = end
    assert all(character.isspace() or character in NO_TOKEN for character in text[at:])


@given(ANY | DENSE)
def test_no_token_holds_a_space(text: str) -> None:
    assert not any(character.isspace() for word in tokenise(text)[2] for character in word)
