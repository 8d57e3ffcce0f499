"""Every example of the rules that ship, one test each, and what `rules check` says of the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventsift.rules.check import check
from eventsift.rules.examples import ExampleResult, run_examples
from eventsift.rules.loose import engine_for

RESULTS: list[ExampleResult] = []


def _results() -> list[ExampleResult]:
    if not RESULTS:
        engine, files = engine_for()
        shipped = [path for path in files if "eventsift_rules" in Path(path).parts]
        RESULTS.extend(run_examples(engine, shipped))
    return RESULTS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test an example."""
    if "example" in metafunc.fixturenames:
        found = _results()
        ids = [f"{result.rule}[{result.number + 1}]" for result in found]
        metafunc.parametrize("example", found, ids=ids)


def test_example(example: ExampleResult) -> None:
    assert example.ok, str(example)


def test_check_finds_no_error() -> None:
    assert [str(problem) for problem in check() if not problem.warning] == []
