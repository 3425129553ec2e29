"""What keeps answers quick: work taken in turns, warmed up, or done in another process."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest

from assistant.model import Answer
from corpus.errors import AuraError
from tests.ui.fakes import ScriptedDesk, Shelf, fake_parts
from ui.apart import NICENESS, Step, run_apart
from ui.turns import InTurns
from ui.warm import questions, warm


@dataclass
class Counting(ScriptedDesk):
    """Knows how many questions it dealt with at the same time."""

    now: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, *given: object, **more: object) -> Answer:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.02)
        with self.lock:
            self.now -= 1
        return super().ask(*given, **more)  # type: ignore[arg-type]


def test_questions_are_taken_in_turns() -> None:
    """Twelve askers at once are all answered, never more than two at the same time."""
    desk = Counting(Shelf())
    taken = InTurns(desk, at_once=2)
    with ThreadPoolExecutor(12) as askers:
        answers = list(askers.map(taken.ask, [f"Combien {n} ?" for n in range(12)]))
    assert [a.question for a in answers] == [f"Combien {n} ?" for n in range(12)]
    assert desk.most == 2


def test_a_failed_answer_leaves_its_seat() -> None:
    """After a failure the next asker is not kept waiting."""
    desk = InTurns(ScriptedDesk(Shelf(), raising=AuraError("Pas d'index.")), at_once=1)
    for _ in range(2):
        with pytest.raises(AuraError):
            desk.ask("Combien ?")


def test_warming_asks_each_example_once(tmp_path: Path) -> None:
    """All examples of the page are asked; with a language model, which may cost money, one question alone."""
    desk = ScriptedDesk(Shelf())
    parts = fake_parts(tmp_path, desk)
    warm(parts, pause=0)
    assert [q for q, _, _ in desk.asked] == list(questions(parts))
    assert len(desk.asked) > 16
    paid = replace(parts, settings=parts.settings.model_copy(update={"llm": "openai-like:x"}))
    assert len(list(questions(paid))) == 1


@pytest.mark.parametrize(
    ("error", "told"), [(AuraError("The index is gone."), "The index is gone."), (OSError(), "OSE")]
)
def test_a_failed_warm_up_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], error: Exception, told: str
) -> None:
    """Whatever fails, the log gets one line without a traceback, and the server goes on."""
    warm(fake_parts(tmp_path, ScriptedDesk(Shelf(), raising=error)), pause=0)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert told in said
    assert "Traceback" not in said


def _say(word: str, step: Step) -> str:
    step(1, 2, word)
    return f"{word} {os.getpid()} {os.nice(0)}"


def _fail(error: Exception, step: Step) -> str:
    raise error


def test_work_apart_runs_elsewhere_at_low_priority() -> None:
    """The result and the steps come back from a process of lower priority."""
    steps: list[tuple[int, int, str]] = []
    word, pid, niceness = run_apart(partial(_say, "oui"), lambda *s: steps.append(s)).split()
    assert (word, steps) == ("oui", [(1, 2, "oui")])
    assert int(pid) != os.getpid()
    assert int(niceness) >= min(19, os.nice(0) + NICENESS)


@pytest.mark.parametrize(
    ("error", "told"),
    [(AuraError("No index."), "No index."), (ValueError("x"), "ValueError"), (SystemExit(3), "ended")],
)
def test_work_apart_tells_how_it_failed(error: Exception, told: str) -> None:
    """An expected failure says its sentence, an unexpected one its kind, a lost process that it is lost."""
    with pytest.raises(AuraError, match=told):
        run_apart(partial(_fail, error), lambda *_: None)
