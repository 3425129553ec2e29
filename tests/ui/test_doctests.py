"""The examples in the docstrings of the interface."""

from __future__ import annotations

import doctest

import pytest

import ui.render
import ui.standing
import ui.uploads
import ui.words


@pytest.mark.parametrize("module", [ui.render, ui.standing, ui.uploads, ui.words])
def test_examples_hold(module: object) -> None:
    """Every example gives what it shows."""
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed
