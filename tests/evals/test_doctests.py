"""Every worked example in the examiners' docstrings is true."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = ("claims", "feedback", "folding", "intervals", "metrics", "ranking", "support")


@pytest.mark.parametrize("name", MODULES)
def test_worked_examples_hold(name: str) -> None:
    """The numbers worked by hand in a docstring are what the function gives."""
    results = doctest.testmod(importlib.import_module(f"evals.{name}"))
    assert results.attempted > 0
    assert results.failed == 0
