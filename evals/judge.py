"""An optional second opinion: a language model judges answers, through LlamaIndex's evaluators.

Kept apart from every other figure on purpose. A judge errs, prefers its own style and needs
a model; the gate never reads it, and its numbers are never mixed with machine-checked ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.folding import without_markers
from evals.intervals import Estimate, mean_estimate
from evals.results import CaseResult

if TYPE_CHECKING:
    from llama_index.core.llms import LLM


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the judge said of one case; ``None`` where it gave no verdict."""

    case: str
    faithful: bool | None
    relevant: bool | None


def opinions(results: Sequence[CaseResult], llm: LLM) -> list[Opinion]:
    """Ask the judge about every answered case: faithful to its quotes, relevant to the question?"""
    from llama_index.core.evaluation import FaithfulnessEvaluator, RelevancyEvaluator

    faithful, relevant = FaithfulnessEvaluator(llm=llm), RelevancyEvaluator(llm=llm)
    given = []
    for result in results:
        answer = result.answer
        if answer is None or answer.outcome != "answered":
            continue
        question, text = answer.standalone_question, without_markers(answer.answer)
        quotes = [c.quote for c in answer.citations]
        is_faithful = faithful.evaluate(query=question, response=text, contexts=quotes).passing
        is_relevant = relevant.evaluate(query=question, response=text, contexts=quotes).passing
        given.append(Opinion(result.case.id, is_faithful, is_relevant))
    return given


def judged(given: Sequence[Opinion]) -> dict[str, Estimate]:
    """Shares with intervals, over the cases with a verdict; named ``judge_…`` so that none takes them for checked."""
    verdicts = {
        "judge_faithful": [o.faithful for o in given if o.faithful is not None],
        "judge_relevant": [o.relevant for o in given if o.relevant is not None],
    }
    return {name: mean_estimate([float(v) for v in values]) for name, values in verdicts.items() if values}
