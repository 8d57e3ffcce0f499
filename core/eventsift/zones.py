"""Zones: the headline, the caption, the body and the rest of the page that came with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from eventsift.tokens import tokenise

__all__ = ["ENGLISH", "Cues", "Zone", "ZoneTable", "marks", "news_in", "zones"]


class Zone(NamedTuple):
    """A stretch of the text, in characters, end exclusive, without outer space or bullet.

    ``kind`` is *headline*, *heading* (of a part), *byline*, *dateline*, *caption*, *summary* (bullets before
    the body), *body* or *boilerplate*.
    """

    start: int
    end: int
    kind: str


class Cues(NamedTuple):
    """The phrases that are sought inside of lines and paragraphs."""

    holds: tuple[str, ...] = ()
    """What a short line of boilerplate holds; in lower case."""
    credits: tuple[str, ...] = ()
    """Who wrote it, begun in lower case: such words, with a capital, and all behind them in their paragraph."""
    inline: tuple[str, ...] = ()
    """Case as written. A sentence within a paragraph that holds one is boilerplate."""
    picture_credits: tuple[str, ...] = ()
    """Case as written. What a caption has near its end; *(AP)* or *AGENCY/Name* are known without."""


@dataclass(frozen=True, eq=False)
class ZoneTable:
    """The words by which a language's news pages show what is not news; in lower case but for ``ends``."""

    lines: frozenset[str]
    """Whole lines, without their final sign."""
    links: frozenset[str]
    """Whole lines after which headings of other articles follow."""
    starts: tuple[str, ...]
    """How a line of boilerplate starts, however long it is."""
    bylines: tuple[str, ...]
    """How a short line that names author or time starts."""
    ends: tuple[str, ...]
    """Case as written. Where a sentence that holds an inline cue ends without a stop, and news goes on."""
    pictures: tuple[str, ...]
    """How a line that credits the picture of the line before starts."""
    open_words: frozenset[str]
    """Words that end no sentence and no heading: the next line goes on."""
    cues: Cues
    months: str
    """Months and their short forms, as alternatives of a pattern."""

    def cues_in(self, words: Iterable[str]) -> Cues:
        """The cues that a text of these folded words can hold, so that none of the others need be sought."""
        return _cues(self, self._keys.intersection(words))

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for phrases in self.cues for phrase in phrases for key in _key(phrase))

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first two letters of all ``starts``."""
        return frozenset(start[:2] for start in self.starts)


@lru_cache(maxsize=1024)
def _cues(table: ZoneTable, present: frozenset[str]) -> Cues:
    """The cues with a key among those present."""
    return Cues(*(tuple(p for p in phrases if not present.isdisjoint(_key(p))) for phrases in table.cues))


@lru_cache(maxsize=1024)
def _key(phrase: str) -> tuple[str, str]:
    """The longest word of a phrase, and its plural, since a phrase may end within a word."""
    word = max(tokenise(phrase)[2], key=len)
    return word, word + "s"


def _phrases(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


ENGLISH = ZoneTable(
    lines=_phrases(
        "advertisement|ad|ads|sponsored|share|share this|share this article|share this story|save|"
        "print|email|comment|comments|listen|watch|live|skip to content|subscribe|log in|sign in|menu|"
        "search|loading|continue|continue reading|story continues|facebook|twitter|linkedin|"
        "linkedin or|whatsapp|telegram|reddit|x|copy link|follow us|about us|contact us|"
        "privacy policy|terms of use|terms of service|back to top|top|end|ends|next|previous|close|"
        "open image in gallery|getting your trinity audio player ready|generating summary|recommended|"
        "promoted|gift article|gift this article|why you can trust"
    ),
    links=_phrases(
        "related|related article|related articles|related story|related stories|related news|"
        "related content|related topics|read more|read also|also read|see also|see more|see more on|"
        "more on this|more on this story|more from|more articles|more stories|more news|more|"
        "most read|most popular|trending|trending now|top stories|latest news|latest|"
        "recommended stories|you may also like|you might also like|recommended for you|editors' picks|"
        "follow topic|follow topics|topics|tags|don't miss|must read|up next|watch now|watch also|"
        "listen to this"
    ),
    starts=(
        "sign up", "subscribe ", "reading time", "why you can trust", "to view this video",
        "please enable javascript", "this video cannot", "your browser does not", "we use cookies",
        "this website uses", "this site uses", "by entering your email", "by signing up", "click here",
        "download our", "download the", "follow us", "follow topic", "see more on", "read more:",
        "read also:", "also read:", "see also:", "related:", "watch:", "listen:", "more from",
        "get the latest", "get daily", "get our", "get this delivered", "don't miss",
        "all rights reserved", "copyright ©", "copyright 1", "copyright 2", "copyright (c)", "(c) ", "©",
        "photo:", "photos:", "photo by", "photo credit", "image:", "image credit", "image source",
        "picture:", "generated by", "story continues below", "article continues",
        "this article was originally", "this story was originally", "this article was published",
        "(this article was", "(this story", "this story has been", "this article has been",
        "source: http", "filed under", "posted in", "tags:", "tagged", "topics:", "share on",
        "share this", "join our", "join us on", "support our", "already a subscriber",
        "create a free account", "need help?", "have a story", "got a confidential",
        "for more information", "(the writer", "(the author", "the writer is", "the author is",
        "this material may not", "the views expressed", "views expressed", "disclaimer", "our standards:",
        "estimated reading", "min read", "add us as", "add as a preferred", "this report was produced",
        "![",
    ),
    bylines=(
        "published", "updated", "last updated", "posted", "last modified", "first published",
        "written by",
    ),
    ends=("supports HTML5 video", "opens new tab"),
    pictures=(
        "photo:", "photos:", "photo by", "photo credit", "image:", "image credit", "picture:",
        "image source",
    ),
    open_words=frozenset(
        {"the", "a", "an", "of", "and", "or", "to", "into", "from", "with", "that", "than", "its", "their"}
    ),
    cues=Cues(
        holds=(
            "newsletter", "rights reserved", "enable javascript", "delivered to your inbox", "your inbox",
            "minute read", " min read", "appeared first on", "for contributing to this", "cookie policy",
            "privacy policy", "terms of service", "contributed to this", "contributed reporting",
            "contributed to the report", "read time", "trust principles", "purchase licensing",
            "share this article", "[email protected]", "[email\xa0protected]", "ai summary", "follow us on",
        ),
        credits=(
            "reporting by", "additional reporting by", "writing by", "editing by", "compiled by", "edited by",
            "reported by", "additional reporting", "reporting By", "writing By", "editing By",
        ),
        inline=(
            "contributed to this ", "contributed to the report", "contributed reporting", "Sign up ",
            "rights reserved", "Rights Reserved", "Copyright 2", "Copyright ©", "©",
            "may not be published, broadcast", "tory continues below", "rticle continues below", "CLICK HERE",
            "Click here", "newsletter and", "newsletters and", "to your inbox", "your email",
            "Purchase Licensing", "Trust Principles", "Privacy Policy", "JavaScript",
            "delayed by at least", "Market data provided by", "ETF data provided by",
            "Powered and implemented by", "Data also provided", "Legal Statement",
            "Editor’s Note", "Editor's Note", "external sites", "confidential news tip",
            "skipping the main menu",
        ),
        picture_credits=(
            "Getty Images", "File photo", "File Photo", "file photo", "FILE PHOTO", "Photo by", "Photo:",
            "PHOTO:", "AP Photo", "via AP", "via Reuters", "via REUTERS", "(credit:", "Image:",
            "Image credit", "Photo courtesy", "Image courtesy", "[Photo", "Handout via", "/Handout", "/AFP",
            "/AP", "Shutterstock", "File picture",
        ),
    ),
    months="Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?",
)  # fmt: skip

_SHORT = 220
_LONG = 500
_HEADING = 120
_SHORTEST_STEM = 40
_HEADLINE = 200
_LONGEST_CREDIT = 120
_LONGEST_BYLINE = 90
_WIDEST_WRAP = 110
_SHORTEST_WRAP = 35
_SHORTEST_LINE = 30
_FEWEST_BROKEN = 2
_UNEVEN = 8
_OPENING = 700
_OPENING_PARAGRAPHS = 3
_STOPS = frozenset(".!?…。！？।؟")
_ENDS = frozenset('.!?"”')
_AROUND = " .,:;…!?⏳|-*#[]()"
_CLOSERS = "'\"”’»)]* "
_BULLET = re.compile(r"(?:[•▪●◦‣·■*\-–—]|\d{1,2}[.)])\s+(?=\S)")
_PICTURE = re.compile(r"(!\[[^\]]*\]\([^\s)]*[^)]*\))\s*")
_HASHES = re.compile(r"#{1,6}\s+")
_NAME = r"(?:[A-Z][\w.'’-]*|[a-z]{2,3}|&|\|)"
_BYLINE = re.compile(rf"(?:By|BY|by(?= [A-Z]))(?:[, ]+{_NAME}){{1,10}}\Z")
_TWO_NAMES = re.compile(r"(?:[A-Z][\w.'’-]+,? ){1,3}(?:in )?[A-Z][\w.'’-]+,?\Z")
# News agencies sign pictures alike in every language.
_AGENCY = r"(?:AP|AFP|EPA|DPA|PTI|ANI|UPI|ANSA|TASS|EFE|REUTERS|Reuters|Bloomberg|Xinhua)"
_AGENCY_AT_END = re.compile(rf"(?:[(\[]{_AGENCY}[)\]]|\b{_AGENCY}/[A-Z]\S*(?: \S+){{0,3}}\.?)\Z")
_DURATION = re.compile(r"\d{1,2}(?::\d\d){1,2}\Z")
_FOOTNOTE = re.compile(r"[^\W\d]\.\d{1,2}\Z|%\.\d{1,2}\Z")
_RUN_TOGETHER = re.compile(r"(?:\S*?[a-z][A-Z]){3}")
_PLACE = r"[A-Z][A-Z.'’/-]+(?: [A-Z][A-Z.'’/-]+){0,3}"
_DASH = r"(?:--+|[-–—])"
# A rule drawn in signs, as wire copy puts around a note.
_RULE = re.compile(r"<?([\^=*_~])\1{4}[\^=*_~\s]*>?\s*")
_RULE_SIGNS = "^=*_~"
_DATELINE_END = re.compile(r"[-–—:/](?:(?<=/)\.?)?\s")


def zones(text: str, cues: Cues | None = None, table: ZoneTable = ENGLISH) -> list[Zone]:
    """The zones of a text, in order and disjoint. Only spaces, bullets and heading marks lie between them.

    Paragraphs are told apart by line ends, or by indents and empty lines where the text is hard-wrapped.
    ``cues``: those of the table that the text can hold, from ``cues_in``; all of them where None.
    """
    cues = table.cues if cues is None else cues
    credit_cues = tuple(cue for cue in cues.credits if cue[1:] in text) if cues.credits else ()
    blocks = _blocks(text, table)
    # One sign is found ten times as fast as two.
    if "!" in text and "![" in text:
        blocks = [part for start, end in blocks for part in _without_picture(text, start, end)]
    if any(map(text.__contains__, _RULE_SIGNS)) and any(sign * 5 in text for sign in _RULE_SIGNS):
        blocks = [part for start, end in blocks for part in _between_rules(text, start, end)]
    found: list[Zone] = []
    seen: set[str] = set()
    captions: list[str] = []
    has_headline = False
    paragraphs = 0
    after_links = False
    for number, (start, end) in enumerate(blocks):
        bullet = None if text[start].isalpha() else _BULLET.match(text, start, end)
        if bullet is not None:
            start = bullet.end()
        block = text[start:end]
        kind = _kind(block, table, cues, seen, captions, after_links and bullet is None)
        after_links = kind == "links" or (after_links and kind == "boilerplate")
        if kind == "links":
            kind = "boilerplate"
        if kind == "heading":
            kind, start = _heading(
                text, start, end, paragraphs > 0, bullet is not None, number == len(blocks) - 1, has_headline
            )
            has_headline = has_headline or kind == "headline"
        elif kind == "body" and bullet is not None and not paragraphs:
            kind = "summary"
        if kind == "boilerplate" and found and block.lower().startswith(table.pictures):
            _make_caption(found)
        if kind != "body":
            found.append(Zone(start, end, kind))
            continue
        months = table.months if paragraphs < _OPENING_PARAGRAPHS else None
        _body(text, start, end, months, credit_cues, found)
        paragraphs += 1
    return found


def marks(text: str, cues: Cues) -> list[int]:
    """Where inside a paragraph boilerplate shows itself: the sentence around each place is not news."""
    found: list[int] = []
    for cue in cues.inline:
        at = text.find(cue)
        while at >= 0:
            found.append(at)
            at = text.find(cue, at + 1)
    found.sort()
    return found


def news_in(text: str, start: int, end: int, table: ZoneTable = ENGLISH) -> int:
    """Where in a sentence that holds a mark the news begins; ``end`` where it holds none."""
    for cue in table.ends:
        at = text.rfind(cue, start, end)
        if at >= 0 and text[at + len(cue) : end].strip():
            return at + len(cue)
    return end


def _kind(
    block: str, table: ZoneTable, cues: Cues, seen: set[str], captions: list[str], after_links: bool
) -> str:
    """What a block is by itself: *links* starts a list of articles, *heading* is a line without a stop."""
    if block in seen:
        return "boilerplate"
    seen.add(block)
    if len(block) > _LONG:
        return "body"
    head = block[:_SHORT].lower().replace("’", "'")
    may_start = head[:2] in table.heads or head[:1] in table.heads
    if may_start and head.startswith(table.starts) and head.strip(_AROUND) not in table.links:
        return "boilerplate"
    if len(block) > _SHORT:
        return _first_caption(block, captions) if _is_caption(block, cues.picture_credits) else "body"
    bare = head.strip(_AROUND)
    if bare in table.links or _DURATION.match(bare) is not None:
        return "links"
    if (
        not bare
        or bare in table.lines
        or (cues.holds and any(map(head.__contains__, cues.holds)))
        or not _has_letter(bare)
    ):
        return "boilerplate"
    if _is_caption(block, cues.picture_credits):
        return _first_caption(block, captions)
    if _is_byline(block, head, table):
        return "byline"
    if _has_stop(block):
        return _first_caption(block, captions, "body")
    is_link = after_links and len(block) <= _HEADING
    return "boilerplate" if is_link or _RUN_TOGETHER.match(block) else "heading"


def _has_letter(bare: str) -> bool:
    return bare[0].isalpha() or any(map(str.isalpha, bare))


def _has_stop(block: str) -> bool:
    """Whether it ends with a stop, perhaps with a footnote's number behind."""
    if block.rstrip(_CLOSERS)[-1:] in _STOPS:
        return True
    return block[-1].isdigit() and _FOOTNOTE.search(block[-5:]) is not None


def _first_caption(block: str, captions: list[str], kind: str = "caption") -> str:
    """*boilerplate* where a caption before said the same, perhaps with more detail, else ``kind``."""
    stem = block.rstrip(". ")
    if len(stem) > _SHORTEST_STEM and any(other.startswith(stem) for other in captions):
        return "boilerplate"
    if kind == "caption":
        captions.append(block)
    return kind


def _is_caption(block: str, picture_credits: tuple[str, ...]) -> bool:
    if len(block) > _LONG:
        return False
    tail = block[-60:]
    if picture_credits and any(map(tail.__contains__, picture_credits)):
        return True
    return (tail[-1] in ")]" or "/" in tail) and _AGENCY_AT_END.search(tail) is not None


def _is_byline(block: str, head: str, table: ZoneTable) -> bool:
    if len(block) > _LONGEST_BYLINE:
        return False
    if _BYLINE.match(block) is not None:
        return True
    return head.startswith(table.bylines) and any(map(str.isdigit, head))


def _heading(
    text: str, start: int, end: int, in_body: bool, bullet: bool, last: bool, has_headline: bool
) -> tuple[str, int]:
    """Kind and start of a line without a final stop: headline, byline, heading, item of a list, or body."""
    hashes = _HASHES.match(text, start, end)
    if hashes is not None:
        start = hashes.end()
    if bullet:
        return ("body" if in_body else "summary"), start
    if not in_body and not has_headline and not last and end - start <= _HEADLINE:
        return "headline", start
    if _TWO_NAMES.match(text, start, end) is not None and has_headline and not in_body:
        return "byline", start
    if last and not in_body:
        return "body", start
    is_open = text[end - 1] in ",:;" or end - start > _HEADING or text[start:end].split(None, 1)[0].islower()
    return ("body" if is_open else "heading"), start


def _make_caption(found: list[Zone]) -> None:
    """Make the line before a picture credit a caption, where it can be one."""
    for back in range(len(found) - 1, max(-1, len(found) - 4), -1):
        zone = found[back]
        if zone.kind in ("body", "heading") and zone.end - zone.start <= _LONG:
            found[back] = zone._replace(kind="caption")
        if zone.kind != "boilerplate":
            return


def _body(
    text: str, start: int, end: int, months: str | None, credit_cues: tuple[str, ...], found: list[Zone]
) -> None:
    """Add a paragraph, its dateline (sought where months are given) and its writers' credits cut off."""
    dateline = _dateline(text, start, end, months) if months is not None else None
    if dateline is not None:
        if dateline.start > start:
            is_byline = _BYLINE.match(text[start : dateline.start].rstrip()) is not None
            found.append(_stripped(text, start, dateline.start, "byline" if is_byline else "caption"))
        found.append(_stripped(text, dateline.start, dateline.end, "dateline"))
        start = dateline.end
    credit = _credit(text, start, end, credit_cues) if credit_cues else end
    body = Zone(start, end, "body") if credit == end else _stripped(text, start, credit, "body")
    if body.end > start:
        found.append(body)
    if credit < end:
        found.append(Zone(credit, end, "boilerplate"))


def _stripped(text: str, start: int, end: int, kind: str) -> Zone:
    """A zone without the space at its end."""
    return Zone(start, start + len(text[start:end].rstrip()), kind)


class _Range(NamedTuple):
    start: int
    end: int


def _dateline(text: str, start: int, end: int, months: str) -> _Range | None:
    """The dateline that opens the paragraph, or that stands behind a caption run into it."""
    near, far = min(end, start + 120), min(end, start + _OPENING)
    is_near = _DATELINE_END.search(text, start, near) is not None
    if not is_near and text.find(") ", start, far) < 0:
        return None
    pattern, inner = _dateline_patterns(months)
    match = pattern.match(text, start, near) if is_near else None
    if match is None:
        opening = text[start:far]
        if ") -" not in opening and ") –" not in opening and ") —" not in opening:
            return None
        match = inner.search(text, start, far)
    if match is None or match.end() >= end:
        return None
    return _Range(match.start(), match.end())


_PATTERNS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {}


def _dateline_patterns(months: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A dateline at the start of a paragraph; a full one, with the agency in brackets, anywhere."""
    if months not in _PATTERNS:
        day = rf"(?i:{months})\.? \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} (?i:{months})(?: \d{{4}})?"
        agency = r"\(\s?[A-Z][\w ./]{1,24}\)"
        place = (
            r"[A-Z][\w.'’/-]*(?: [A-Za-z][\w.'’/-]*){0,3}(?:, ?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}\.?)?"
        )
        start = (
            rf"(?:{place},? +(?:{day})\.?,?\s*(?:{agency}|/\w+/\.?)?\s*(?:{_DASH}|:|(?<=/\.)|(?<=/))"
            rf"|{place},?\s+{agency}\s*(?:{_DASH}|:)"
            rf"|(?:[A-Z]\w+, [A-Z]\w+ )?{_PLACE}(?:, [A-Z]\w+(?: [A-Z]\w+)?)?\s+{_DASH}"
            rf"|{_PLACE}(?:, [A-Z]\w+)?:)\s+"
        )
        inner = rf"(?<!\w){_PLACE}(?:, [A-Z]\w+)?(?:,? +(?:{day}))?\s+{agency}\s*{_DASH}\s+"
        _PATTERNS[months] = re.compile(start), re.compile(inner)
    return _PATTERNS[months]


def _credit(text: str, start: int, end: int, credit_cues: tuple[str, ...]) -> int:
    """Where the credits of a paragraph's writers begin, or its end."""
    first = end
    for cue in credit_cues:
        at = text.find(cue[1:], start + 1, end) - 1
        if at < start or text[at].lower() != cue[0]:
            continue
        bracket = text.rfind("(", max(start, at - 2), at)
        if bracket < 0 and text[at].isupper():
            bracket = text.rfind("(", max(start, at - _LONGEST_CREDIT), at)
            bracket = at if text.find(")", max(start, bracket), at) >= 0 else bracket
            bracket = at if bracket < 0 else bracket
        if bracket >= 0:
            first = min(first, bracket)
    return first


def _blocks(text: str, table: ZoneTable) -> list[tuple[int, int]]:
    """The paragraphs and single lines of a text, without their outer space."""
    lines = text.splitlines(keepends=True)
    full = _full_lines(lines)
    found, low = _joined(text, lines, full, table)
    if full is None and low >= _FEWEST_BROKEN:
        full = _nearly_full_lines(lines, table)
        if full is not None:
            found, _ = _joined(text, lines, full, table)
    return found


def _joined(
    text: str, lines: list[str], full: list[bool] | None, table: ZoneTable
) -> tuple[list[tuple[int, int]], int]:
    """The blocks that lines become where the full ones go on in the next, and how many begin in lower case."""
    found: list[tuple[int, int]] = []
    at = low = 0
    joins = is_item = False
    before = "."
    for number, line in enumerate(lines):
        body = line.strip()
        if body:
            first = body[0]
            start = at + line.index(first)
            end = start + len(body)
            if joins and (first.islower() or (not line[0].isspace() and _BULLET.match(line) is None)):
                found[-1] = (found[-1][0], end)
            elif before[-1] not in _ENDS or first.islower():
                is_low = first.islower()
                low += is_low
                if not is_item and _is_cut(before, body, table):
                    if is_low:
                        _join_link(text, found)
                    found[-1] = (found[-1][0], end)
                else:
                    is_item = is_low
                    found.append((start, end))
            else:
                is_item = False
                found.append((start, end))
            before = body
        joins = full is not None and full[number]
        at += len(line)
    return found, low


def _is_cut(before: str, line: str, table: ZoneTable) -> bool:
    """Whether a line is the rest of the one before, as where a page was cut around its links."""
    is_low = line[0].islower()
    if not is_low and before[-1] != "," and before[before.rfind(" ") + 1 :].lower() not in table.open_words:
        return False
    if len(before) < _SHORTEST_LINE and (before[-1] == "," or len(line) < _SHORTEST_LINE):
        return False
    if _is_ended(before) or _BULLET.match(line) is not None or (is_low and not _begins_low(line)):
        return False
    return not _is_listed(before, table) and not _is_listed(line, table)


def _join_link(text: str, found: list[tuple[int, int]]) -> None:
    """Join the last block, where it is the short text of a link, to the words that lead to it."""
    if len(found) < 2 or found[-1][1] - found[-1][0] >= _SHORTEST_LINE:
        return
    start, end = found[-2]
    if end - start >= _SHORTEST_LINE and text[end - 1].islower():
        found[-2:] = [(start, found[-1][1])]


def _is_ended(line: str) -> bool:
    return line[-1] in ":;" or _has_stop(line)


def _begins_low(line: str) -> bool:
    """Whether it begins with a word in lower case: neither *iPhone* nor an address."""
    word = line.split(None, 1)[0]
    return word.islower() and "." not in word[:-1] and "@" not in word and "/" not in word


def _is_listed(line: str, table: ZoneTable) -> bool:
    """Whether the table knows the line as one that stands alone."""
    head = line[:_SHORT].lower().replace("’", "'")
    bare = head.strip(_AROUND)
    if bare in table.lines or bare in table.links or head.startswith(table.bylines):
        return True
    if (head[:2] in table.heads or head[:1] in table.heads) and head.startswith(table.starts):
        return True
    return len(line) <= _LONGEST_BYLINE and line[-1] != "." and _BYLINE.match(line) is not None


def _without_picture(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The block, a markdown picture in front of it taken as a block of its own."""
    picture = _PICTURE.match(text, start, end) if text.startswith("![", start) else None
    if picture is None or picture.end() == end:
        return [(start, end)]
    return [(start, picture.end(1)), (picture.end(), end)]


def _between_rules(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a block between the rules drawn in it."""
    found = []
    for rule in _RULE.finditer(text, start, end):
        found.append((start, start + len(text[start : rule.start()].rstrip())))
        start = rule.end()
    found.append((start, end))
    return [(first, last) for first, last in found if first < last]


def _full_lines(lines: list[str]) -> list[bool] | None:
    """Which lines are so full that the first word of the next would not have fitted in.

    None where the lines are not those of a printer's width but paragraphs.
    """
    width = max(map(len, lines), default=0)
    if len(lines) <= 3 or width > _WIDEST_WRAP:
        return None
    full = [not line.isspace() and _is_full(line, following, width) for line, following in pairwise(lines)]
    pairs = [
        fits
        for fits, (line, following) in zip(full, pairwise(lines), strict=True)
        if not line.isspace() and not following[0].isspace()
    ]
    full.append(False)
    return full if len(pairs) > 1 and sum(pairs) >= 0.8 * len(pairs) else None


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted into this one."""
    first = following.split(None, 1)
    return not first or len(line.rstrip()) + 1 + len(first[0]) > width - 6


def _nearly_full_lines(lines: list[str], table: ZoneTable) -> list[bool] | None:
    """Which lines go on in the next, where paragraphs of wrapped lines were run together or cut unevenly.

    None where too few lines go on in lower case to show that they are not paragraphs.
    """
    bare = [line.strip() for line in lines]
    pairs = list(pairwise(number for number, line in enumerate(bare) if line))
    is_alone = [line != "" and _is_listed(line, table) for line in bare]
    broken = [
        (one, other)
        for one, other in pairs
        if len(bare[one]) >= _SHORTEST_WRAP and not _is_ended(bare[one]) and _begins_low(bare[other])
    ]
    if len(broken) < max(_FEWEST_BROKEN, len(pairs) / 5):
        return None
    width = sorted(len(bare[one]) for one, _ in broken)[len(broken) // 2]
    if width > _WIDEST_WRAP:
        return None
    is_spread = 2 * sum(other > one + 1 for one, other in broken) > len(broken)
    goes_on = [False] * len(lines)
    for one, other in pairs:
        is_near = other == one + 1 or is_spread
        if not is_near or is_alone[one] or is_alone[other]:
            continue
        if _is_nearly_full(bare[one], bare[other], width, one == pairs[0][0]):
            goes_on[one:other] = [True] * (other - one)
    return goes_on


def _is_nearly_full(line: str, following: str, width: int, is_first: bool) -> bool:
    """Whether a line is one of those that were wrapped at about this width, and no end of a paragraph."""
    is_full = len(line) + 1 + len(following.split(None, 1)[0]) > width
    if _is_ended(line):
        return is_full and len(line) <= width + _UNEVEN
    if _begins_low(following):
        return True
    return is_full if is_first else len(line) >= 0.8 * width
