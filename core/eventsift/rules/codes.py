"""The codes of what can be wrong with rule and lexicon files: what each means, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["CODES", "Code"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem. A warning leaves the engine able to run."""

    name: str
    severity: Literal["error", "warning"]
    what: str
    remedy: str


_ERRORS = """
syntax
  what: The file is not YAML.
  remedy: Mend the YAML; a value with `: `, `#`, `[` or `{` needs quotes.

duplicate-key
  what: A key stands twice in one mapping; YAML readers would keep the last one in silence.
  remedy: Keep one of them, or give the two different names.

alias
  what: The file uses YAML anchors or aliases, which can blow up.
  remedy: Write the value out.

too-large
  what: The file is above the size that is read.
  remedy: Split it.

unreadable
  what: The file cannot be opened, or is not UTF-8.
  remedy: Save it as UTF-8; check the path.

unknown-key
  what: A key that the rule language does not have.
  remedy: Mend the spelling or delete it.

missing-key
  what: A key that must be there is not.
  remedy: Add it.

wrong-type
  what: A value of the wrong kind: a list for a text, a text for a number.
  remedy: See the language reference.

bad-value
  what: A value that the key or the event's field does not take.
  remedy: Use one of the values that the message lists.

unknown-event
  what: No installed plugin has this event type.
  remedy: Mend `event:`, or install the plugin.

unknown-field
  what: A field or slot that the event model does not have.
  remedy: Mend the spelling. A helper slot that only a plugin's Python step reads starts with `_`.

unknown-family
  what: A word family that no lexicon gives.
  remedy: Mend `@name`, or add the family to a lexicon.

unknown-form
  what: A form that word families do not have, or that this family has no word of.
  remedy: Use a form that it has, or `verbs:`/`nouns:` in its entry.

unknown-macro
  what: A macro that the file does not define.
  remedy: Mend `$name`, or add it under `macros:`.

unknown-type
  what: A mention type that no lexicon and no recogniser gives: the slot would stay empty for ever.
  remedy: Mend the spelling, or add a lexicon of that type.

slot-without-type
  what: A slot whose type is nowhere said.
  remedy: Write `<slot:type>`, or declare it under `slots:`.

pattern
  what: A pattern that cannot be read.
  remedy: See the pattern language; every bracket needs its partner.

misplaced
  what: `TRIGGER` or `<>` where it means nothing, or missing where it is needed.
  remedy: `<>` belongs in `find`, `TRIGGER` in `find`, `when`, `unless` and `values`.

wide-gap
  what: A gap, or a repetition, so wide that anything fits.
  remedy: Narrow it, or say what must not stand in it: `..n!(…)`.

empty-match
  what: A trigger that matches nothing at all.
  remedy: Let it demand at least one word or mention.

unanchored
  what: A trigger that demands no word and no type, so that it is never looked for.
  remedy: Let it demand a word, a family or a type in every branch.

duplicate-id
  what: Two rules with one id (case does not count).
  remedy: Rename one.

few-examples
  what: A rule with fewer than two matching examples or without a near miss.
  remedy: Add them; a near miss has `match: false`.

name-literal
  what: A proper name in a pattern. Names live in lexicons.
  remedy: Use a slot of a type, such as `<:country>`.

number-literal
  what: A number in a pattern.
  remedy: Use a slot of the type `amount` or `number`.

date-literal
  what: A month or a day of the week in a pattern.
  remedy: Use a slot of the type `date`.

dead-example
  what: An example that says something which is never looked at, or contradicts another one.
  remedy: Delete that part, or mend it.

empty-glob
  what: A folder, or a plugin, in which no rule file is found.
  remedy: Check the path; rule files end in `.yaml`.

wrong-extension
  what: A YAML file with an ending that is not read.
  remedy: Rename it to `.yaml`.

unread-file
  what: A YAML file beside a plugin's rule files that the plugin does not name.
  remedy: Add it to the extractor's `rules` or `lexicons`, or delete it.

lexicon
  what: A lexicon file that does not hold, or that has the name of another one.
  remedy: See the lexicon format; give the file a name of its own.
"""

_WARNINGS = """
unused-macro
  what: A macro that no pattern uses.
  remedy: Delete it.

long-gap
  what: A wide gap, which links words that have nothing to do with one another.
  remedy: Narrow it, or say what must not stand in it: `..n!(…)`.

same-words
  what: All matching examples have the same states, or the same goods.
  remedy: Write one of them with others.

near-copy
  what: Two rules of one event type with the same triggers.
  remedy: Make them one rule, or let the triggers differ.

missing-field
  what: A field that the event must have, which neither `set` nor a slot gives.
  remedy: Give it under `set:` or `slots:`.

ambiguous-form
  what: A form that stands for two entries of one lexicon; the first one wins.
  remedy: Delete one of them.
"""


def _read(table: str, severity: Literal["error", "warning"]) -> dict[str, Code]:
    codes: dict[str, Code] = {}
    for block in table.strip().split("\n\n"):
        name, _, rest = block.partition("\n")
        what, _, remedy = " ".join(rest.split()).partition(" remedy: ")
        codes[name] = Code(name, severity, what.removeprefix("what: "), remedy)
    return codes


CODES = _read(_ERRORS, "error") | _read(_WARNINGS, "warning")
