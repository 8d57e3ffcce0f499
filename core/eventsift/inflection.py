"""Inflection: the forms of English verbs and nouns, for word families and lexicons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["VerbForms", "all_verb_forms", "plural", "verb_forms"]

# Principal parts of the irregular verbs of news, as any grammar lists them: base, past, past participle.
_IRREGULAR = {
    base: (past, participle)
    for base, past, participle in (
        line.split()
        for line in """\
be was been|become became become|begin began begun|break broke broken|bring brought brought|build built built
buy bought bought|catch caught caught|choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt
do did done|draw drew drawn|drive drove driven|fall fell fallen|feed fed fed|fight fought fought|find found found
fly flew flown|forbid forbade forbidden|forecast forecast forecast|forego forewent foregone|freeze froze frozen
get got got|give gave given|go went gone|grow grew grown|have had had|hide hid hidden|hit hit hit|hold held held
keep kept kept|know knew known|lay laid laid|lead led led|leave left left|lend lent lent|let let let|lose lost lost
make made made|mean meant meant|meet met met|offset offset offset|overcome overcame overcome|pay paid paid
put put put|quit quit quit|read read read|rebuild rebuilt rebuilt|ride rode ridden|rise rose risen|run ran run
say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shoot shot shot
show showed shown|shrink shrank shrunk|shut shut shut|sink sank sunk|slide slid slid|speak spoke spoken
speed sped sped|spend spent spent|spread spread spread|stand stood stood|steal stole stolen|stick stuck stuck
strike struck struck|swing swung swung|take took taken|tell told told|think thought thought|throw threw thrown
undertake undertook undertaken|underwrite underwrote underwritten|upset upset upset|weave wove woven|win won won
withdraw withdrew withdrawn|withhold withheld withheld|write wrote written""".replace("\n", "|").split("|")
    )
}
# Verbs of more than one syllable that are stressed on the last one and so double their consonant.
_DOUBLING = frozenset(
    "admit commit compel confer control defer deter dispel embed emit equip expel forget format incur infer occur omit "
    "outbid patrol permit prefer propel rebut recur refer regret repel submit transfer transmit".split()
)
_IRREGULAR_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "foot": "feet",
    "tooth": "teeth",
    "goose": "geese",
    "mouse": "mice",
    "knife": "knives",
    "life": "lives",
    "leaf": "leaves",
    "shelf": "shelves",
    "half": "halves",
    "wife": "wives",
    "loaf": "loaves",
    "calf": "calves",
    "crisis": "crises",
    "basis": "bases",
    "memorandum": "memoranda",
    "commodity": "commodities",
}
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class VerbForms:
    """The forms of one verb: *ban, bans, banned, banned, banning*."""

    base: str
    third: str
    past: str
    participle: str
    ing: str


def _sibilant(word: str) -> str:
    if re.search(r"(s|x|z|ch|sh|o)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


def _doubles(word: str) -> bool:
    if word in _DOUBLING:
        return True
    syllables = len(re.findall(r"[aeiouy]+", word))
    return bool(syllables == 1 and re.search(r"(?:^|[^aeiou]|qu)[aeiou][^aeiouwxy]$", word))


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ied"
    return word + (word[-1] if _doubles(word) else "") + "ed"


def _ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
        return word[:-1] + "ing"
    return word + (word[-1] if _doubles(word) else "") + "ing"


@lru_cache(maxsize=4096)
def verb_forms(base: str) -> VerbForms:
    """The forms of a verb; of several words the first one is inflected.

    >>> verb_forms("roll back").past
    'rolled back'
    >>> verb_forms("shrink").participle
    'shrunk'
    """
    head, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    prefix, stem = "", head
    for known in ("re", "over", "under", "out", "un"):
        if head not in _IRREGULAR and head.startswith(known) and head[len(known) :] in _IRREGULAR:
            prefix, stem = known, head[len(known) :]
    past, participle = _IRREGULAR.get(stem, (_past(stem), _past(stem)))
    third = {"be": "is", "have": "has"}.get(head, _sibilant(head))
    return VerbForms(
        head + tail, third + tail, prefix + past + tail, prefix + participle + tail, _ing(head) + tail
    )


def all_verb_forms(base: str) -> tuple[VerbForms, ...]:
    """The forms of a verb, and those of the other spelling where British and American English differ.

    >>> [forms.past for forms in all_verb_forms("cancel")]
    ['canceled', 'cancelled']
    """
    made = verb_forms(base)
    head, _, rest = base.partition(" ")
    if not re.search(r"[^aeiou][aeiou]l$|uel$|ial$", head) or _doubles(head):
        return (made,)
    tail = f" {rest}" if rest else ""
    past = f"{head}led{tail}"
    return made, VerbForms(made.base, made.third, past, past, f"{head}ling{tail}")


@lru_cache(maxsize=8192)
def plural(noun: str) -> str:
    """The plural of a noun; of several words the last one is inflected.

    >>> plural("rare earth"), plural("battery"), plural("computer chip")
    ('rare earths', 'batteries', 'computer chips')
    """
    head, _, last = noun.rpartition(" ")
    front = f"{head} " if head else ""
    if last in _IRREGULAR_PLURALS:
        return front + _IRREGULAR_PLURALS[last]
    if last.endswith("o") and last not in {"potato", "tomato", "mango", "cargo", "embargo", "veto"}:
        return front + last + "s"
    return front + _sibilant(last)
