"""Planted faults are seen by the metric meant for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.model import Answer, Turn
from evals.cases import Case
from evals.mutations import FAULTS, Fault, as_table, plant
from tests.evals.fakes import CAP, RATE, FakeIndex, ScriptedAssistant, answered, case, refused

INDEX = FakeIndex()
AID = "L'aide couvre 40 % du coût, soit 4 000 € au plus, en 2026."
CLOSED = "Le guichet de Diag Data IA a fermé le 30 juin 2026."


def _follow_up(question: str) -> Any:
    def answer(history: Sequence[Turn]) -> Answer:
        if not history:
            return replace(refused(question), outcome="needs_clarification")
        return answered(INDEX, question, AID, standalone_question=f"{question} Diag Data IA")

    return answer


def sample() -> tuple[ScriptedAssistant, list[Case]]:
    """Twelve cases of three kinds that a sound assistant gets all right."""
    script: dict[str, Any] = {}
    cases = []
    for i in range(4):
        asked, absent, follow = f"Combien {i} ?", f"Météo {i} ?", f"Et lui {i} ?"
        script[asked] = answered(INDEX, asked, AID, CLOSED, notices=("closed",))
        cases.append(case(f"a{i}", asked, facts=(RATE, CAP), notices=("closed",)))
        script[absent] = refused(absent)
        cases.append(case(f"n{i}", absent, outcome="not_in_corpus", documents=()))
        script[follow] = _follow_up(follow)
        cases.append(case(f"d{i}", follow, history=(Turn("Le Diag Data IA ?"),), standalone=("diag data",)))
    return ScriptedAssistant(script), cases


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_seen(fault: Fault) -> None:
    """Without the fault the metric is 1; with it, it falls by more than chance explains."""
    assistant, cases = sample()
    (seen,) = plant(assistant, INDEX, cases, [fault])
    assert seen.before == 1
    assert seen.is_seen


def test_a_fault_that_changes_nothing_is_not_seen() -> None:
    """The check can fail: a harmless fault leaves its metric where it was."""
    assistant, cases = sample()
    harmless = Fault("nothing", "citation_recall", lambda answer, reader: answer)
    (seen,) = plant(assistant, INDEX, cases, [harmless])
    assert not seen.is_seen
    assert "| NO |" in as_table([seen])
