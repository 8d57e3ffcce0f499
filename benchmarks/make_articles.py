"""Made-up news for benchmarks: the same seed gives the same articles.

python benchmarks/make_articles.py COUNT [--words 430] [--seed 1] > articles.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

STATES = (
    "Norway Kenya Brazil Vietnam Poland Chile Morocco Canada Japan Egypt Peru Ghana Turkey Oman Spain".split()
)
ADJECTIVES = (
    "Norwegian Kenyan Brazilian Vietnamese Polish Chilean Moroccan Canadian Japanese Egyptian".split()
)
GOODS = (
    "wheat|copper|rare earths|natural gas|steel pipes|cocoa|antimony|soybeans|cobalt|fertiliser|cars".split(
        "|"
    )
)
MONTHS = "January February March April May June July August September October November December".split()
EVENTFUL = (
    "{state}'s {good} exports rose {n} percent in {month} to {m} tonnes, the trade ministry said.",
    "{state} imposed a ban on exports of {good} to {other} on {month} {d}.",
    "Police in {state} seized {m} kg of {good} hidden in a container bound for {other}.",
    "{state} and {other} signed an agreement on trade in {good} after two years of talks.",
    "{adjective} imports from {other} fell {n} percent from a year earlier to ${n} billion.",
    "The government in {state} may tighten licence rules for {good}, officials said on Friday.",
)
PLAIN = (
    "The town council met in the old library to talk about the road that leads to the river.",
    '"We had hoped for better weather," said a farmer who has lived in the valley for {n} years.',
    "Analysts were divided over what the decision would mean for households and small firms.",
    "Critics pointed to the costs, which have grown each year since the programme began in {year}.",
    "The film, shot in {state}, follows a family of musicians who return home after the war.",
    "Officials did not answer calls outside working hours, and no comment was posted online.",
    "Shares in the company were little changed at the close, while the index lost {n} points.",
    "Mr. Hill, who joined the board in {year}, said the firm would open two more workshops.",
    "Visitors queued along the quay from early morning, many with umbrellas and folding chairs.",
    "The report, {n} pages long, lists the schools that need new roofs before next winter.",
)


def sentence(chance: random.Random) -> str:
    """One sentence; every fourth tells of an event."""
    frame = chance.choice(EVENTFUL if chance.random() < 0.25 else PLAIN)
    state, other = chance.sample(STATES, 2)
    return frame.format(
        state=state,
        other=other,
        adjective=chance.choice(ADJECTIVES),
        good=chance.choice(GOODS),
        month=chance.choice(MONTHS),
        n=chance.randint(2, 95),
        m=f"{chance.randint(1_000, 900_000):,}",
        d=chance.randint(1, 28),
        year=chance.randint(1985, 2023),
    )


def articles(count: int, words: int, seed: int) -> Iterator[dict[str, str]]:
    """Articles of about ``words`` words in paragraphs of two to four sentences."""
    chance = random.Random(seed)
    for number in range(count):
        paragraphs: list[str] = []
        length = 0
        while length < words:
            text = " ".join(sentence(chance) for _ in range(chance.randint(2, 4)))
            paragraphs.append(text)
            length += len(text.split())
        published = date(2024, 1, 1) + timedelta(days=chance.randint(0, 700))
        yield {"id": f"made-{number:06}", "published": published.isoformat(), "text": "\n\n".join(paragraphs)}


def main() -> None:
    """Write articles to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--words", type=int, default=430)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for article in articles(given.count, given.words, given.seed):
        sys.stdout.write(json.dumps(article) + "\n")


if __name__ == "__main__":
    main()
