"""Every example of the rules that ship, one test each, and what `rules check` says of the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import eventsift_rules
from eventsift.errors import RuleError
from eventsift.rules.check import check
from eventsift.rules.examples import ExampleResult, run_examples
from eventsift.rules.load import read_model
from eventsift.rules.loose import engine_for
from eventsift.rules.model import RuleFile

FILES = sorted(Path(eventsift_rules.__file__).parent.glob("*/rules*.yaml"))


def _listed() -> Iterator[tuple[str, int]]:
    """Rule and number of each example; a file that cannot be read is told of by the check."""
    for path in FILES:
        try:
            rules = read_model(path, RuleFile).rules
        except RuleError:
            continue
        yield from ((rule.id, number) for rule in rules for number in range(-1, len(rule.examples)))


@pytest.fixture(scope="module")
def results() -> dict[tuple[str, int], ExampleResult]:
    engine, _ = engine_for()
    return {(result.rule, result.number): result for result in run_examples(engine, FILES)}


@pytest.mark.parametrize(("rule", "number"), list(_listed()))
def test_example(results: dict[tuple[str, int], ExampleResult], rule: str, number: int) -> None:
    """Number -1 stands for the rule as a whole: it is listed only where no example makes the rule fire."""
    result = results.get((rule, number))
    assert result is None or result.ok, str(result)
    assert (result is None) == (number == -1)


def test_check_finds_no_error() -> None:
    assert [str(problem) for problem in check() if not problem.warning] == []
