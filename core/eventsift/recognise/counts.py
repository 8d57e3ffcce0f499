"""Counts: what a number counts when no unit follows it (*5,000 counterfeit chips* → *chip*)."""

from __future__ import annotations

from functools import lru_cache

from eventsift.document import Document
from eventsift.recognise.units import word_set

__all__ = ["CLOSED", "counted_noun", "singular"]

# English words of closed classes and verbs that follow a number in news without being counted by it.
CLOSED = word_set(
    """
    a about above according across after again against ago ahead all almost along already also although
    always am among amongst an and any are around as at away back be became because been before began
    behind being below beside besides between beyond both but by came can compared could despite did do
    does down due during each either else ending especially even ever every except far few fewer
    followed following for from further gave go goes got gets had half has have he hence her here
    herself him himself his how however i if in including inside instead into is it its itself just last
    late later least less like made mainly makes many may meanwhile might more most mostly much must my
    near nearly neither next no nor not now of off on once only onto or our out outside over own pct per
    percent perhaps plus previously quite rather respectively rose said same saw say says several shall
    she should since so some still such than that the their them then there thereby these they this
    those though through throughout thus till times to today together tomorrow tonight too took toward
    towards under unless until up upon us very via vs versus was we went were what whatever when where
    whereas whether which while who whom whose why will with within without worth would yes yesterday
    yet you your others ones fold pm gmt est edt utc th st nd rd fell grew held show shows showed tells
    told dropped compares rises falls includes represents remains means gives leaves totals equals exceeds
    covers follows makes takes jumped climbed totalled totaled remained reached hit stood added
    """
)
_NO_PLURALS = word_set(
    """
    gas bus business news lens chaos canvas atlas process press class loss mass access progress success
    address series express pass cross glass grass boss stress mess bias basis crisis analysis always
    perhaps minus bonus campus virus status census
    """
)
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "mice": "mouse", "feet": "foot",
    "aircraft": "aircraft", "spacecraft": "spacecraft", "sheep": "sheep", "fish": "fish", "deer": "deer",
    "cattle": "cattle", "livestock": "livestock", "poultry": "poultry", "troops": "troop", "personnel":
    "personnel",
    "species": "species", "offspring": "offspring", "policemen": "policeman", "fishermen": "fisherman",
    "servicemen": "serviceman", "gunmen": "gunman", "crewmen": "crewman", "staff": "staff", "geese": "goose",
    "oxen": "ox", "teeth": "tooth", "knives": "knife", "lives": "life", "leaves": "leaf", "wolves": "wolf",
    "shoes": "shoe", "axes": "axe", "caches": "cache", "headaches": "headache", "movies": "movie",
    "cookies": "cookie",
    "calories": "calorie", "ties": "tie", "pies": "pie", "gases": "gas", "buses": "bus", "viruses": "virus",
    "lenses": "lens", "crises": "crisis", "heroes": "hero", "bureaux": "bureau", "howitzers": "howitzer",
    "horses": "horse", "houses": "house", "licenses": "license", "licences": "licence", "cases": "case",
    "bases": "base", "databases": "database", "warehouses": "warehouse", "purchases": "purchase", "nurses":
    "nurse",
    "releases": "release", "increases": "increase", "enterprises": "enterprise", "exercises": "exercise",
    "vases": "vase", "uses": "use", "causes": "cause", "phases": "phase", "courses": "course", "cruises":
    "cruise",
    "responses": "response", "purses": "purse", "corpses": "corpse", "diseases": "disease", "hides": "hide",
    "premises": "premise", "expenses": "expense", "sunglasses": "sunglass",
}  # fmt: skip
_ADJECTIVES = word_set(
    """
    live dead new old big large small major minor huge key main more other different separate further
    extra whole full half illegal fake counterfeit false bogus genuine heavy light young adult male
    female armed unarmed low high long short top senior junior common raw pure fresh dry wet empty loose
    ancient antique modern recent current former latest foreign domestic local private public joint poor
    rich great good bad black white red green blue brown yellow grey gray such certain various smaller
    larger bigger older younger newer heavier lighter additional giant tiny secret modern rough spare
    single double triple twin successive consecutive straight separate similar independent innocent open
    mid total net gross medium broad wide wooden golden important unpleasant prime select smart
    """
)
_ADJECTIVE_ENDINGS = (
    "ed",
    "ing",
    "ous",
    "ive",
    "able",
    "ible",
    "ful",
    "less",
    "ian",
    "ese",
    "ish",
    "ary",
    "ly",
    "ical",
    "ial",
    "nal",
    "ral",
    "ic",
    "est",
)
_NOUNS_ALL_THE_SAME = word_set(
    """
    seed steel feed weed speed clothing mining building beef ceiling wedding fish material mineral journal
    signal terminal arsenal traffic plastic ceramic antibiotic fabric forest test west guest vest conquest
    mosaic
    """
)
_FIRST_OF_PAIR = word_set(
    "arms sports goods sales drugs jobs customs savings aircraft fish cattle livestock poultry staff "
    "personnel children men women people"
)


@lru_cache(maxsize=4096)
def singular(noun: str) -> str | None:
    """The singular of a plural noun, or None where the word is no plural.

    >>> singular("chips"), singular("batteries"), singular("boxes"), singular("gas")
    ('chip', 'battery', 'box', None)
    """
    known = _IRREGULAR.get(noun)
    if known is not None:
        return known
    if len(noun) < 4 or noun[-1] != "s" or noun[-2:] in ("ss", "us", "is") or noun in _NO_PLURALS:
        return None
    if noun.endswith("ies"):
        return noun[:-3] + "y" if len(noun) > 4 else noun[:-1]
    if noun.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return noun[:-2]
    return noun[:-1]


def counted_noun(document: Document, first: int, last: int, any_case: bool) -> tuple[str, int] | None:
    """The noun that a number before token ``first`` counts, and the token after it; None where there is none.

    A number above one has a plural after it, at most three words away: that finds the noun without a tagger.
    Noun modifiers stay (*video game*), adjectives and names do not. ``any_case``: a headline or
    an all-caps text.
    """
    words, starts, ends = document.words, document.starts, document.ends
    kept: list[int] = []
    if first < last and starts[first] == ends[first - 1] + 1 and document.text[ends[first - 1]] in "-‐‑–":
        # *a six-party deal*: the hyphen ties the number to a modifier.
        return None
    for i in range(first, min(first + 4, last)):
        word = words[i]
        if word in CLOSED or not ((word.isalnum() and not word[0].isdigit()) or word in ("u.s.", "u.k.")):
            return None
        lower = any_case or document.text[document.starts[i]].islower()
        one = singular(word) if lower else None
        if one is not None and not _goes_on(document, i + 1, last, any_case):
            return _phrase(document, kept, i) + one, i + 1
        if lower and not _is_adjective(word):
            kept.append(i)
        else:
            kept.clear()
    return None


def _phrase(document: Document, kept: list[int], head: int) -> str:
    """The noun modifiers before a head, with the spaces and hyphens between them."""
    parts = []
    for i in kept:
        hyphen = document.starts[i + 1] == document.ends[i] + 1 and document.text[document.ends[i]] in "-‐‑–"
        parts.append(document.words[i] + ("-" if hyphen and i < head else " "))
    return "".join(parts)


def _goes_on(document: Document, i: int, last: int, any_case: bool) -> bool:
    """Whether another plural follows: a verb after a plural has no *s*, so *sports cars* is one noun."""
    if document.words[i - 1] not in _FIRST_OF_PAIR:
        return False
    for k in range(i, min(i + 2, last)):
        word = document.words[k]
        lower = any_case or document.text[document.starts[k]].islower()
        if not lower or not word.isalpha() or word in CLOSED:
            return False
        if singular(word) is not None:
            return True
    return False


def _is_adjective(word: str) -> bool:
    return word in _ADJECTIVES or (word.endswith(_ADJECTIVE_ENDINGS) and word not in _NOUNS_ALL_THE_SAME)
