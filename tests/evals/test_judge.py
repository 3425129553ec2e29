"""The language model's opinion is asked only where there is an answer, and kept apart by name."""

from __future__ import annotations

from typing import Any

from evals.judge import judged, opinions
from evals.results import CaseResult
from tests.evals.fakes import FakeIndex, answered, case, refused

INDEX = FakeIndex()
AID = "L'aide couvre 40 % du coût, soit 4 000 € au plus, en 2026."


def test_only_answers_are_judged_and_named_as_opinions() -> None:
    """A refusal is not judged; figures are called ``judge_…`` so that none takes them for checked ones."""
    from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata
    from llama_index.core.llms.callbacks import llm_completion_callback

    class Agreeing(CustomLLM):
        """A judge that says YES to everything."""

        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(context_window=8192, num_output=16)

        @llm_completion_callback()
        def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
            return CompletionResponse(text="YES")

        @llm_completion_callback()
        def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
            yield self.complete(prompt)

    results = [
        CaseResult(case("a", "Combien ?"), answered(INDEX, "Combien ?", AID)),
        CaseResult(case("n", "Météo ?"), refused("Météo ?")),
    ]
    given = opinions(results, Agreeing())
    assert [(o.case, o.faithful, o.relevant) for o in given] == [("a", True, True)]
    assert set(judged(given)) == {"judge_faithful", "judge_relevant"}
