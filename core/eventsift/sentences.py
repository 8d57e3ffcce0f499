"""Sentences: a zone cut at the stops that end one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from eventsift.tokens import DOMAIN
from eventsift.zones import Zone

__all__ = ["ENGLISH", "SentenceTable", "sentences"]


@dataclass(frozen=True, eq=False)
class SentenceTable:
    """What a language writes with a stop that need not end a sentence; all words in lower case."""

    titles: frozenset[str]
    """Never end one (*Gen. Ortiz*)."""
    counted: frozenset[str]
    """Do not end one before a number (*No. 5*)."""
    open_ended: frozenset[str]
    """End one only before a starter (*Nordic Ore Inc. The firm*). So do initials and dotted abbreviations."""
    starters: frozenset[str]
    """Words that in upper case start a sentence, almost surely."""
    weak_starters: frozenset[str]
    """The same outside hard-wrapped wire copy, where machines wrote any word after *U.S.* with a capital."""

    @cached_property
    def tails(self) -> frozenset[str]:
        """The last four letters of all longer words that need not end one."""
        words = self.titles | self.counted | self.open_ended
        return frozenset(word[-4:] for word in words if len(word) >= 4)

    @cached_property
    def all_starters(self) -> frozenset[str]:
        """Both kinds of starters."""
        return self.starters | self.weak_starters


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = SentenceTable(
    titles=_words(
        "mr mrs ms messrs mme dr prof gen lt col maj capt cmdr cdr adm sgt cpl brig sen sens rep reps "
        "gov govs pres rev hon fr st ste mt ft atty supt vs v approx ca cf viz e.g i.e eg ie dept"
    ),
    counted=_words("no nos art arts sec secs fig figs vol ch p pp para paras reg res op rd"),
    open_ended=_words(
        "inc corp co cos ltd plc llc bros jr sr jan feb mar apr jun jul aug sep sept oct nov dec mon "
        "tue tues wed thu thur thurs fri sat sun est al etc assn intl natl univ ave blvd rs cal calif "
        "conn del fla ga ill ky mass md mich minn miss mo mont neb nev okla ont ore pa penn tenn tex "
        "va vt wash wis wyo"
    ),
    starters=_words(
        "the a an it he she they we i you this these those there but however meanwhile although "
        "though its his her their our my nor yet moreover nevertheless instead still both such some "
        "many most several"
    ),
    weak_starters=_words(
        "in on at after as according while when if since under during despite with for from by before "
        "last and so also earlier separately among since until once what why how who another all no "
        "not one two"
    ),
)

# A stop with its closing quotes and footnote, and what follows. It begins with one class, so that `re` can
# skip to it.
_STOP = re.compile(
    r"([.!?…。！？।؟](?<![.!?…]{2})[.!?…]*+)"
    r"(['\"”’»)\]]*+(?:\[\d{1,3}\])*+(?:\d{1,2}+(?:(?<=[a-z]\.\d)|(?<=[a-z]\.\d\d))(?=\s*+[A-Z][a-z ]))?)"
    r"(?:(\s+)(?=\S)|(?=[^\s\d.,;:!?…'\"”’»)\]/-]))"
)
# The wide gap behind an inner heading in capitals.
_GAP = re.compile(r"  (?<=[A-Z]{3}  ) *(?=[\"“]?[A-Z](?:[a-z]| [a-z]|\.[A-Z]))")
# At least four words in capitals before one that only begins with a capital.
_CAPITALS = re.compile(r"((?:[^\W_a-z][^\sa-z]*\s+){3,}[^\W_a-z][^\sa-z]*)\s+(?=[“\"]?[A-Z][a-z])")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([^\W_]+)")
_DOMAIN = re.compile(DOMAIN + r"(?!\w)")
# What stands behind the stop in a share's code, *( 4417.HK )*, or in a mail address.
_CODE = re.compile(r"[A-Z]{1,3}\s?\)|[\w.-]+@")
_LONGEST_WORD = 12
_CONTINUES = ",;:%&"
_DASHES = "-–—"
_GOES_ON = frozenset(_CONTINUES + _DASHES)
_OPENERS = "\"'“‘«([$€£"
_OPENING_QUOTES = '"“‘«'
_FULL_STOPS = (".", "!", "?", '"', "”")
_BEFORE_STOP = '0123456789)%”"'
_WHOLE = frozenset({"headline", "heading", "byline", "dateline"})


def sentences(text: str, zone: Zone, table: SentenceTable = ENGLISH) -> list[tuple[int, int]]:
    """The sentences of one zone, as ranges of characters, in order and disjoint.

    Headings, bylines and datelines are one sentence each.
    """
    if zone.kind in _WHOLE:
        return [(zone.start, zone.end)]
    hard_wrapped = text.find("\n", zone.start, zone.end) >= 0
    starters = table.starters if hard_wrapped else table.all_starters
    found: list[tuple[int, int]] = []
    start = zone.start
    gaps = _GAP.finditer(text, start, zone.end) if text.find("  ", start, zone.end) >= 0 else ()
    for gap in gaps:
        heading = max(start, max(text.rfind(stop, start, gap.start()) for stop in _FULL_STOPS) + 1)
        if text[heading : gap.start()].isupper():
            _cut(text, start, gap.start(), table, starters, found)
            start = gap.end()
    _cut(text, start, zone.end, table, starters, found)
    return found


def _cut(
    text: str,
    start: int,
    end: int,
    table: SentenceTable,
    starters: frozenset[str],
    found: list[tuple[int, int]],
) -> None:
    """Add the sentences between two places to ``found``."""
    tails = table.tails
    first = start
    for stop in _STOP.finditer(text, start, end):
        at, after = stop.span()
        following = text[after]
        # What is plain is told here, since a call costs more than it: *U.S*, then a stop and one space.
        if following.islower() or (after == at + 1 and text[at] == "." and text[at - 1].isupper()):
            continue
        if text[after - 1] == " " and following not in _GOES_ON:
            if after > at + 2 or text[at] != ".":
                plain = not text[after - 2].isspace() and not text[after - 2].isdigit()
            else:
                tail = text[at - 4 : at]
                plain = tail not in tails and tail.isalpha() and tail.islower()
                plain = plain and "." not in text[max(start, at - _LONGEST_WORD) : at - 4]
            if plain:
                _add(text, start, after - 1, found)
                start = after
                continue
        if _ends(text, start, stop, table, starters):
            opens = after == at + 2 and text[at + 1] == '"' and text.count('"', first, at) % 2 == 0
            _add(text, start, stop.end(1 if opens else 2), found)
            start = at + 1 if opens else after
    if start < end:
        _add(text, start, end, found)


def _add(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    """Add a sentence, cut in two where it opens with an inner heading in capitals."""
    if text[start : start + 12].isupper():
        heading = _CAPITALS.match(text, start, end)
        if heading is not None:
            found.append((start, heading.end(1)))
            start = heading.end()
    found.append((start, end))


def _ends(text: str, start: int, stop: re.Match[str], table: SentenceTable, starters: frozenset[str]) -> bool:
    """Whether a stop ends the sentence that began at ``start``."""
    mark, closers, gap = stop.groups()
    following = text[stop.end()]
    if following.islower() or following in _CONTINUES:
        return False
    if following in _DASHES:
        return text[stop.end() : stop.end() + 6].lstrip("-–— ")[:1].isupper()
    if gap is None:
        return _ends_without_space(text, stop, mark, closers)
    if closers[-1:].isdigit():
        return _word_before(text, start, stop.start()).lower() not in table.counted
    if mark != "." or closers:
        return True
    return _ends_after(text, start, stop, table, starters)


def _ends_without_space(text: str, stop: re.Match[str], mark: str, closers: str) -> bool:
    """Whether a stop whose space was lost ends a sentence: *it ended.The*, not *U.S*, *example.com*."""
    if mark in "。！？।؟":
        return True
    following = stop.end() + (text[stop.end()] in _OPENERS)
    if not text[following : following + 1].isupper() or _DOMAIN.match(text, following):
        return False
    at = stop.start()
    before = text[max(0, at - 2) : at]
    if not (
        closers or mark != "." or (before.islower() and "_" not in before) or before[-1:] in _BEFORE_STOP
    ):
        return False
    return _CODE.match(text, following) is None


def _ends_after(
    text: str, start: int, stop: re.Match[str], table: SentenceTable, starters: frozenset[str]
) -> bool:
    """Whether a full stop before a space ends a sentence, by the words on both sides of it."""
    at = stop.start()
    if not text[max(start, at - 1) : at].isalnum():
        return True
    last = _word_before(text, start, at)
    word = last.lower()
    if word in table.titles and (len(last) > 1 or last.islower()):
        return False
    if word in table.counted:
        return not text[stop.end()].isdigit()
    if word.isdigit():
        return at - len(word) > start
    if word in table.open_ended:
        return text[stop.end()] in _OPENING_QUOTES or _starts(text, stop.end(), starters)
    if len(word) == 1:
        return last.islower() or _starts(text, stop.end(), starters)
    if "." in word and not any(map(str.isdigit, word)):
        return _starts(text, stop.end(), starters)
    return True


def _word_before(text: str, start: int, at: int) -> str:
    """The end of the text before a place, without what stands before a hyphen or an opening quote."""
    words = text[max(start, at - _LONGEST_WORD) : at].split()
    return words[-1].rpartition("-")[2].lstrip(_OPENERS) if words else ""


def _starts(text: str, at: int, starters: frozenset[str]) -> bool:
    """Whether the word at a place is one that in upper case starts a sentence."""
    following = _NEXT_WORD.match(text, at)
    return following is not None and following.group(1).lower() in starters
