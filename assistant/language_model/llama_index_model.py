"""Any LlamaIndex ``LLM`` as the assistant's ``LanguageModel``; LlamaIndex is loaded at the first question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llama_index.core.llms import LLM


@dataclass(frozen=True, slots=True)
class LlamaIndexModel:
    """Streams a chat of two messages. Time limits and retries are the ``llm``'s own; the caller has a limit too."""

    llm: LLM

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Pieces of the reply as they come; raises whatever the integration raises."""
        from llama_index.core.llms import ChatMessage, MessageRole

        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=user),
        ]
        for part in self.llm.stream_chat(messages):
            if part.delta:
                yield part.delta
