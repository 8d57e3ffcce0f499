"""Tokens: a text cut into words, numbers and signs."""

from __future__ import annotations

import re
from itertools import accumulate

__all__ = ["DOMAIN", "fold", "tokenise"]

# Domains as news writes them in names of outlets and firms. Upper-case ones are a closed list, because a stop
# without the space after it ("it ended.In May") looks just the same.
DOMAIN = r"(?:com|org|net|gov|edu|int|info|news|[a-z]{2}|Az|Com|Fr|Ge|Io|Kz|Net|Org|Ru|Tv|Ua|Uk|Uz)"

# `re` has no class for combining marks; these ranges hold those of scripts that news is written in.
_MARK = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    r"\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u0816-\u082d"
    r"\u0900-\u0963\u0966-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u0f8d-\u0fbc"
    r"\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u302a-\u302f\u3099\u309a"
    r"\ufe00-\ufe0f\ufe20-\ufe2f]"
)
_LETTER = r"[^\W\d_]"
_WORD = r"[^\W_]"
_FORMAT = r"\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_HYPHEN = r"\-\u2010-\u2013\u2212"
_URL = r"(?:[^\s()<>\"]|\([^\s()<>\"]*\))"

# The order of the parts matters for the result. The first three lines are there for the speed alone: no token
# starts with a space, and most are plain folded words, commas and stops.
_TOKEN = re.compile(
    rf"""( (?!\x20) (?:
    [a-z]++ (?=[ ,\n]|\.[ \n])
  | [,.](?=[ \n])
  | [hHwW] (?: [tT][tT][pP][sS]?:// | [wW][wW]\. ) {_URL}* (?<![.,;:!?'*\]\u2026\u201d])
  | {_LETTER} (?:
        (?: \.{_LETTER} )+ (?!\w) \.?
      | h\.[Dd](?!\w)\.?
      | {_WORD}* (?: {_MARK}+ {_WORD}* )* (?: '(?![sS](?!\w)) {_WORD}+ )* (?: \.{DOMAIN}(?!\w) )*
    )
  | \d+ (?: [.,]\d+ )*
  | ' (?: (?<=\S') [sS] (?!\w) )?
  | \.(?: \.+ | (?<![\w.].) \d+ )?
  | / (?: (?<=\]\(/) [^\s()]+ )?
  | -(?:-+|(?!{_WORD})|(?<![\w.]-))
  | [^\w\s'./{_HYPHEN}{_FORMAT}]
  | _
  | [{_HYPHEN}](?!{_WORD})
  | (?<![\w.])[{_HYPHEN}]
    ))""",
    re.VERBOSE,
)


# Where a capital tells a lost space from a domain: *it ended.In May*.
_CASE_TELLS = re.compile(r"\.(?:[A-Z]\w|[a-z]+[A-Z])")


def _level(text: str) -> str:
    """The text with straight apostrophes and without the letters that change length or shape by context."""
    if text.isascii():
        return text
    return (
        text.replace("’", "'").replace("‘", "'").replace("ʼ", "'").replace("＇", "'")
        .replace("İ", "I").replace("Σ", "σ")
    )  # fmt: skip


def fold(text: str) -> str:
    """The text in lower case and with straight apostrophes, one character for one character.

    ``len(fold(text)) == len(text)`` always holds, and each character folds alike wherever it stands.

    >>> fold("İzmir’s PORT")
    "izmir's port"
    """
    return _level(text).lower()


def tokenise(text: str) -> tuple[list[int], list[int], list[str]]:
    """The tokens of a text: their starts, their ends (exclusive, in code points) and their folded words.

    One token each: a word (*don't*, *O'Brien*, *H20*), ``'s``, an abbreviation with inner dots (*U.S.*), a
    number (*92,852*, *1.05*), a web address, a name that ends in a domain (*example.com*), ``...``, ``--``,
    and any other single sign. Letters glued to the end of a number are a token of their own (*5bn*). Spaces,
    format characters, and hyphens and en dashes between letters or digits are in no token: *rare-earth* is
    two.

    A dot between two words is a domain's only where a known one follows, so that a sentence whose space was
    lost (*it ended.The ministry*) is still cut in two.

    >>> tokenise("It’s $5bn")
    ([0, 2, 5, 6, 7], [2, 4, 6, 7, 9], ['it', "'s", '$', '5', 'bn'])
    """
    text = _level(text)
    # It is quicker to cut the folded text than to fold each token, and gives the same but for this.
    as_written = _CASE_TELLS.search(text) is not None
    parts = _TOKEN.split(text if as_written else text.lower())
    if len(parts) == 1:
        return [], [], []
    bounds = list(accumulate(map(len, parts)))
    words = parts[1::2]
    return bounds[:-1:2], bounds[1::2], list(map(str.lower, words)) if as_written else words
