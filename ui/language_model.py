"""The language model of the settings, or none. Nothing is asked of it here: a wrong address is found at a question."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from ui.settings import Settings, SettingsError

if TYPE_CHECKING:
    from assistant.language_model.generate import LanguageModel

MOST_TOKENS = 400  # of a reply: six short sentences and their markers


def load_language_model(settings: Settings) -> LanguageModel | None:
    """The model that ``AURA_LLM`` names; ``None`` for extractive answers.

    Raises ``SettingsError`` with one sentence where its address or its extra package is missing.
    """
    engine, _, name = settings.llm.partition(":")
    if engine == "none":
        return None
    return _ollama(name, settings) if engine == "ollama" else _openai_like(name, settings)


def _openai_like(name: str, settings: Settings) -> LanguageModel:
    if not settings.llm_base_url:
        raise SettingsError("AURA_LLM=openai-like:… needs the address of the service in AURA_LLM_BASE_URL.")
    from llama_index.llms.openai_like import OpenAILike

    from assistant.language_model.llama_index_model import LlamaIndexModel

    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
    return LlamaIndexModel(
        OpenAILike(
            model=name,
            api_base=settings.llm_base_url,
            api_key=key,
            is_chat_model=True,
            temperature=0.0,
            max_tokens=MOST_TOKENS,
            timeout=settings.llm_timeout,
            max_retries=0,  # a second try would come after the reader has the extractive answer
        )
    )


def _ollama(name: str, settings: Settings) -> LanguageModel:
    try:
        package = importlib.import_module("llama_index.llms.ollama")
    except ImportError as error:
        raise SettingsError(
            "AURA_LLM=ollama:… needs the extra package: pip install 'aura-assistant[ollama]'."
        ) from error
    from assistant.language_model.llama_index_model import LlamaIndexModel

    address = {"base_url": settings.llm_base_url} if settings.llm_base_url else {}
    return LlamaIndexModel(
        package.Ollama(
            model=name,
            temperature=0.0,
            request_timeout=settings.llm_timeout,
            additional_kwargs={"num_predict": MOST_TOKENS},
            **address,
        )
    )
