"""The words that hold names of actors together, one table a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

__all__ = ["ENGLISH", "ActorTable"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class ActorTable:
    """The words of one language that hold an actor's name together or end it, all folded.

    modifiers: stand before a head noun (*trade ministry*). definites: take up what was named.
    possessives: before a head, *its government*. links, joiners: inside a body's name. foreign: make a
    head an unnamed state's. places: prepositions after which a town is a place. function: capitalised,
    they are no name. particles: inside a person's name. saying: verbs beside a speaker. suffixes: of
    firms. bare: heads that need no article. regents: heads of which each state has one. lands, blocs:
    what *the* makes a state or bloc named before. titles: before a name. counts: before unnamed people.
    adjectives: roles that are adjectives as often. organised: last words of names that are no person's.
    papers: what a body is named for that gave them out, *government data*. takers: unnamed people who
    get the goods named before them. superlatives: a role behind them is a rank, *the biggest trader*.
    about: links that no name in lower case holds. domestic: of the state spoken of. pointers, breaks: *that*
    country is none of the clause that begins at a break. assets: behind a body, what it issued, not the body.
    surname_first: states whose people are called by the first word of their names. watchers: roles before which
    a state is the subject. ruled: bodies that are named for a person. humans: people of
    a state, or of an age, which ends in one of aged. national: heads that stories
    use of the state that they are about. inside: before the place of a
    body. travellers: those who act elsewhere, too. portfolios: roles behind the name of what they look after.
    ministries: what no state in without_ministries has.
    """

    modifiers: frozenset[str]
    definites: frozenset[str]
    possessives: frozenset[str]
    links: frozenset[str]
    joiners: frozenset[str]
    foreign: frozenset[str]
    places: frozenset[str]
    function: frozenset[str]
    particles: frozenset[str]
    saying: frozenset[str]
    suffixes: frozenset[str]
    bare: frozenset[str]
    regents: frozenset[str]
    lands: frozenset[str]
    blocs: frozenset[str]
    titles: frozenset[str]
    counts: frozenset[str]
    adjectives: frozenset[str]
    organised: frozenset[str]
    takers: frozenset[str]
    papers: frozenset[str]
    crediting: frozenset[str]
    indefinites: frozenset[str]
    oblique: frozenset[str]
    firms: frozenset[str]
    superlatives: frozenset[str]
    about: frozenset[str]
    domestic: frozenset[str]
    pointers: frozenset[str]
    breaks: frozenset[str]
    assets: frozenset[str]
    surname_first: frozenset[str]
    watchers: frozenset[str]
    ruled: frozenset[str]
    humans: frozenset[str]
    aged: frozenset[str]
    national: frozenset[str]
    inside: frozenset[str]
    travellers: frozenset[str]
    portfolios: frozenset[str]
    ministries: frozenset[str]
    without_ministries: frozenset[str]
    article: str
    of: str

    @cached_property
    def cues(self) -> dict[str, str]:
        """The words at which something may begin that no lexicon holds, and the set that they are of."""
        names = ("humans", "crediting", "saying", "blocs", "lands", "suffixes")
        return {word: name for name in names for word in getattr(self, name)}


ENGLISH = ActorTable(
    modifiers=_words(
        "trade foreign commerce finance financial economy economic economics defence defense agriculture "
        "agricultural interior energy health industry industrial customs tax revenue security "
        "intelligence spy counterintelligence state national federal provincial local regional central "
        "public transport transportation environment mining mines minerals oil petroleum gas power home "
        "affairs external internal information technology science planning labour labor farm food "
        "fisheries forestry maritime port ports border immigration statistics statistical news export "
        "exports import imports drug drugs anti fraud narcotics counter justice education tourism coffee "
        "cocoa sugar grain tea cotton rubber tin steel aluminium aluminum gold diamond nuclear space "
        "aviation railway telecom telecommunications securities competition antitrust market military "
        "naval provisional interim coalition communist military's civil criminal election treasury budget "
        "appropriations house senate select joint special general chief deputy vice senior top executive "
        "assistant acting former permanent upper lower biggest largest leading main state-run owned run "
        "official semiconductor chip auto car electronics software"
    ),
    definites=_words("the this that"),
    possessives=_words("its their our his her"),
    links=_words("of for on"),
    joiners=_words("and &"),
    foreign=_words("foreign overseas unnamed unidentified unspecified undisclosed third external hostile"),
    places=_words("in at from near outside around off inside across via through into"),
    function=_words(
        "a an the this that these those its their his her our my your in on at of for from by with to "
        "into over under after before since until while when where who which what why how as but and or "
        "nor if though although because so yet both either neither no not also only even still just now "
        "then here there once he she it they we you i is are was were be been has have had do does did "
        "will would can could may might must should meanwhile however earlier later last next one two "
        "three some many most all each every more less such than about between among against during "
        "four five six seven eight nine ten eleven twelve dozens hundreds thousands "
        "through despite according amid per off up out down new old via around within without monday "
        "tuesday wednesday thursday friday saturday sunday january february march april june july august "
        "september october november december jan feb mar apr jun jul aug sept sep oct nov dec today "
        "yesterday tomorrow s analysis update exclusive breaking read photo image file picture video "
        "related advertisement him them us me other another first second third let any few several"
    ),
    particles=_words("de la van der den von bin ibn al el da dos del di du ul abu bint le ter ten"),
    saying=_words(
        "said says told tells reported reports added adds noted notes warned warns announced announces "
        "stated states argued claimed explained wrote writes insisted confirmed denied declared remarked "
        "commented estimated forecast testified acknowledged conceded predicted suggested stressed "
        "emphasised emphasized replied asserted"
    ),
    suffixes=_words(
        "inc corp co ltd plc ag sa nv gmbh llc limited spa oyj ab asa bhd pte pty holdings group llp kk pjsc"
    ),
    bare=_words(
        "police customs officials authorities prosecutors regulators lawmakers legislators senators "
        "investigators detectives diplomats negotiators ministers officers agents mps"
    ),
    regents=_words(
        "government officials authorities administration military army navy police customs parliament"
    ),
    lands=_words("country nation kingdom republic island archipelago"),
    blocs=_words("bloc grouping"),
    titles=_words(
        "adm mr mrs ms miss dr sir lord lady sen rep gov gen col lt maj brig sgt capt prof amb sheikh prince"
    ),
    counts=_words("two three four five six seven eight nine ten eleven twelve several many some dozens"),
    adjectives=_words("official executive expert general"),
    organised=_words(
        "bank group institute university council association federation party news times post journal "
        "agency union research securities capital energy partners airlines steel oil bureau society daily "
        "herald tribune gazette chronicle"
    ),
    takers=_words("buyer buyers importer importers customer customers consumer consumers refiner refiners"),
    papers=_words("data figures statistics estimates report"),
    crediting=_words("according"),
    indefinites=_words("a an"),
    oblique=_words("of by to"),
    firms=_words("company firm"),
    superlatives=_words("largest biggest fastest smallest world global"),
    about=_words("on"),
    domestic=_words("domestic"),
    pointers=_words("that"),
    breaks=_words(", ; : ( ) and but as while"),
    assets=_words("bond bonds note notes bill bills yield yields securities debt futures"),
    surname_first=_words("CN TW HK KR KP VN"),
    watchers=_words("economist analyst strategist"),
    ruled=_words("government administration cabinet presidency office"),
    humans=_words(
        "man men woman women national nationals citizen citizens couple student students teenager teenagers "
        "resident residents suspect suspects brothers"
    ),
    aged=_words("old"),
    national=_words("ministry department court"),
    inside=_words("in"),
    travellers=_words("negotiators diplomats officials ministers envoys leaders lawmakers delegation"),
    portfolios=_words("minister"),
    ministries=_words("ministry"),
    without_ministries=_words("US EU"),
    article="the",
    of="of",
)
