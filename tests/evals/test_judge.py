"""The language model's opinion is asked only where there is an answer, and kept apart by name."""

from __future__ import annotations

from typing import Any

from evals.judge import Judge, judged, opinions
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


def test_a_model_out_of_reach_gives_no_opinion() -> None:
    """A judge that fails costs nothing but its opinion."""
    from llama_index.core.llms import MockLLM

    class Silent(MockLLM):
        def complete(self, *args: Any, **kwargs: Any) -> Any:
            raise ConnectionError("nobody there")

        chat = complete

    results = [CaseResult(case("a", "Combien ?"), answered(INDEX, "Combien ?", AID))]
    assert Judge(Silent(), 5)(results) == {}


def test_a_sample_is_spread_over_the_run() -> None:
    """Of nine answers three are judged, one of each third."""
    results = [CaseResult(case(str(i), f"Combien {i} ?"), answered(INDEX, f"Combien {i} ?", AID)) for i in range(9)]
    assert [r.case.id for r in Judge(None, 3).chosen(results)] == ["0", "3", "6"]  # type: ignore[arg-type]
