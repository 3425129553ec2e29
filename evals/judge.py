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
    from llama_index.core.evaluation import BaseEvaluator
    from llama_index.core.llms import LLM


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the judge said of one case; ``None`` where it gave no verdict."""

    case: str
    faithful: bool | None
    relevant: bool | None


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges at most ``most`` answers of a run, evenly spread over its cases."""

    llm: LLM
    most: int

    def __call__(self, results: Sequence[CaseResult]) -> dict[str, Estimate]:
        """Shares of the judged answers found faithful and relevant; empty where the model gave no verdict."""
        return judged(opinions(self.chosen(results), self.llm))

    def chosen(self, results: Sequence[CaseResult]) -> list[CaseResult]:
        """The answers to judge; refusals and questions back are not answers."""
        answers = [r for r in results if r.answer is not None and r.answer.outcome == "answered"]
        step = max(1.0, len(answers) / self.most)
        return [answers[int(i * step)] for i in range(min(self.most, len(answers)))]


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
        given.append(
            Opinion(result.case.id, *(_verdict(asked, question, text, quotes) for asked in (faithful, relevant)))
        )
    return given


def _verdict(evaluator: BaseEvaluator, question: str, text: str, quotes: list[str]) -> bool | None:
    """``None`` where the model cannot be reached or fails: an opinion must not cost a run."""
    try:
        return evaluator.evaluate(query=question, response=text, contexts=quotes).passing
    except Exception:
        return None


def judged(given: Sequence[Opinion]) -> dict[str, Estimate]:
    """Shares with intervals, over the cases with a verdict; named ``judge_…`` so that none takes them for checked."""
    verdicts = {
        "judge_faithful": [o.faithful for o in given if o.faithful is not None],
        "judge_relevant": [o.relevant for o in given if o.relevant is not None],
    }
    return {name: mean_estimate([float(v) for v in values]) for name, values in verdicts.items() if values}
