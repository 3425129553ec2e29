"""The language model's settings: what is missing is said in one sentence, before anything is built."""

from __future__ import annotations

import sys

import pytest
from pydantic import ValidationError

from ui.language_model import load_language_model
from ui.settings import Settings, SettingsError


def test_none_means_none() -> None:
    """Without a setting there is no model."""
    assert load_language_model(Settings()) is None


def test_an_address_is_asked_for() -> None:
    """An OpenAI-compatible service needs its address; the sentence names the variable."""
    with pytest.raises(SettingsError, match="AURA_LLM_BASE_URL"):
        load_language_model(Settings(llm="openai-like:mistral-small"))


def test_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ollama without its package: what to install."""
    monkeypatch.setitem(sys.modules, "llama_index.llms.ollama", None)
    with pytest.raises(SettingsError, match=r"aura-assistant\[ollama\]"):
        load_language_model(Settings(llm="ollama:mistral"))


@pytest.mark.parametrize("seconds", [0, -1, 121])
def test_the_time_limit_is_kept_within_reason(seconds: float) -> None:
    """Zero, negative and endless waits are refused."""
    with pytest.raises(ValidationError):
        Settings(llm_timeout=seconds)
