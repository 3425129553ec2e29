"""The examples in the desk's docstrings are true."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = (
    "cite", "claims", "extracts", "framing", "intent", "number_words", "places", "profile", "rewording", "selection",
    "text", "trades", "verify", "wording",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    """Every example runs and gives what it says."""
    assert doctest.testmod(importlib.import_module(f"assistant.{name}")).failed == 0
