"""Look-up: all lexicons in one pass over the tokens.

A trie over tokens, walked from each token that begins an entry: its cost does not grow with the lexicons, and it
reads over line breaks and hyphens, which an automaton over characters does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eventsift.document import Document
from eventsift.lexicon import Term
from eventsift.mentions import Mention
from eventsift.tokens import tokenise

__all__ = ["Lookup"]

_END = ""  # no token is empty, so the key is free for what ends at a node


class Lookup:
    """The terms of all lexicons; ``find`` gives the longest ones that a document holds, left to right."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._root: dict[str, Any] = {}
        for term in terms:
            self._add(term)

    def _add(self, term: Term) -> None:
        starts, ends, words = tokenise(term.form)
        if not words:
            return
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        surfaces = tuple(term.form[a:b] for a, b in zip(starts, ends, strict=True))
        cased = None if term.form == term.form.lower() else surfaces
        found = node.setdefault(_END, [])
        if not any(old[0] == cased and old[1] == term.types for old in found):
            found.append((cased, term.types, term.value))

    def find(self, document: Document) -> list[Mention]:
        """Mentions in the order of the text; several for the same tokens where several lexicons hold them."""
        mentions: list[Mention] = []
        root, words = self._root, document.words
        candidates = [i for i, word in enumerate(words) if word in root]
        sentences = iter(document.sentences)
        last = free = 0
        for i in candidates:
            if i < free:
                continue
            while i >= last:
                sentence = next(sentences, None)
                if sentence is None:
                    return mentions
                free, last = max(free, sentence.first), sentence.last
            if i < free:
                continue
            node = root[words[i]]
            if _END in node or (i + 1 < last and words[i + 1] in node):
                free = self._longest(document, node, i, last, mentions)
        return mentions

    def _longest(
        self, document: Document, node: dict[str, Any], i: int, last: int, out: list[Mention]
    ) -> int:
        words = document.words
        end: int = i + 1
        nodes: list[tuple[int, dict[str, Any]]] = []
        if _END in node:
            nodes.append((end, node))
        while end < last and (step := node.get(words[end])) is not None:
            node = step
            end += 1
            if _END in node:
                nodes.append((end, node))
        stop: int
        for stop, candidate in reversed(nodes):
            found = [
                Mention(i, stop, types, value)
                for cased, types, value in candidate[_END]
                if cased is None or _same_case(document, i, cased)
            ]
            if found:
                out.extend(found)
                return stop
        return i + 1


def _same_case(document: Document, first: int, cased: tuple[str, ...]) -> bool:
    """Upper-case letters of the form must be upper case in the text; an all-caps text satisfies that."""
    for offset, form in enumerate(cased):
        surface = document.surface(first + offset)
        if surface != form and not all(
            s.isupper() for s, f in zip(surface, form, strict=False) if f.isupper()
        ):
            return False
    return True
