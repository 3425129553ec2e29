"""The examples in the desk's docstrings are true."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = (
    "composition.parts", "dialogue.swapping", "language.counting", "language.periods",
    "evidence.extracts", "evidence.precedents", "evidence.selection", "language.claims", "language.intent",
    "language.number_words",
    "language.places", "language.profile", "language.text", "language.trades", "language.wording", "verification.cite",
    "verification.framing", "verification.rewording", "verification.verify",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    """Every example runs and gives what it says."""
    assert doctest.testmod(importlib.import_module(f"assistant.{name}")).failed == 0
