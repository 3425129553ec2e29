"""Is the evaluation itself valid? Plant known faults in an assistant; the metric meant for each must fall.

``python -m evals.mutations`` prints the table for the shipped corpus.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.model import Answer, CompanyProfile, Turn
from evals.cases import Case
from evals.folding import MARKER
from evals.intervals import Difference, paired_difference
from evals.metrics import score
from evals.ports import Answering, Readable
from evals.provenance import name_lexicon
from ingest.model import IndexReader

Spoil = Callable[[Answer, IndexReader], Answer]
_FIGURE = re.compile(r"(?<![\[\d\w])(\d)(?=[\d  .,]*(?:\s?(?:€|%|euros?|millions?)|\b))")
_OTHER = {
    "fr": "The documents that were consulted say this about the question that you have asked.",
    "en": "Voici ce que disent les documents que nous avons consultés pour votre question.",
}


def drop_citation(answer: Answer, reader: IndexReader) -> Answer:
    """The first sentence loses its markers; the citation stays in the list."""
    return replace(answer, answer=re.sub(r"(?:\s*\[\d+\])+", "", answer.answer, count=1))


def change_digit(answer: Answer, reader: IndexReader) -> Answer:
    """The first figure of the answer gets another first digit; the quotes stay."""
    return replace(answer, answer=_FIGURE.sub(_next_digit, answer.answer, count=1))


def stale_amount(answer: Answer, reader: IndexReader) -> Answer:
    """Every figure is another, in the answer and in the quotes alike: a consistent, outdated answer."""
    citations = tuple(replace(c, quote=_FIGURE.sub(_next_digit, c.quote)) for c in answer.citations)
    return replace(answer, answer=_FIGURE.sub(_next_digit, answer.answer), citations=citations)


def wrong_language(answer: Answer, reader: IndexReader) -> Answer:
    """The sentences are in the other language; markers and citations stay."""
    markers = " ".join(f"[{n}]" for n in dict.fromkeys(MARKER.findall(answer.answer)))
    return replace(answer, answer=f"{_OTHER[answer.language]} {markers}".strip())


def answer_anything(answer: Answer, reader: IndexReader) -> Answer:
    """What should be refused is answered, with a true quote that has nothing to do with it."""
    if answer.outcome != "not_in_corpus":
        return answer
    document = reader.documents()[0]
    sentence = next((line for line in document.text.splitlines() if len(line.split()) > 6), document.text[:80])
    return replace(answer, outcome="answered", answer=sentence)


def blur_quote(answer: Answer, reader: IndexReader) -> Answer:
    """The first quote loses its last character: nearly verbatim."""
    first = tuple(replace(c, quote=c.quote[:-1]) for c in answer.citations[:1])
    return replace(answer, citations=first + answer.citations[1:])


def swap_name(answer: Answer, reader: IndexReader) -> Answer:
    """A name that no source gives is added to the first sentence."""
    return replace(answer, answer=re.sub(r"(\w)([.!?])", r"\1 avec Zorgexia\2", answer.answer, count=1))


def hide_notices(answer: Answer, reader: IndexReader) -> Answer:
    """Nothing is said of closed, replaced or disputed."""
    return replace(answer, notices=())


def _next_digit(match: re.Match[str]) -> str:
    return str(int(match.group(1)) % 9 + 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault and the metric that is there to see it."""

    name: str
    metric: str
    spoil: Spoil
    forgets: bool = False  # the earlier turns are withheld from the assistant


FAULTS: tuple[Fault, ...] = (
    Fault("drop a citation", "citation_recall", drop_citation),
    Fault("change a digit", "figures_faithful", change_digit),
    Fault("answer out of corpus", "refused_when_absent", answer_anything),
    Fault("wrong language", "language", wrong_language),
    Fault("stale amount", "key_fact_recall", stale_amount),
    Fault("forget the previous turn", "conversation", lambda answer, _: answer, forgets=True),
    Fault("blur a quote", "quote_exactness", blur_quote),
    Fault("invent a name", "names_faithful", swap_name),
    Fault("hide the notices", "notices", hide_notices),
)


@dataclass(frozen=True, slots=True)
class Faulty:
    """An assistant with a fault planted in it."""

    inner: Answering
    fault: Fault
    reader: IndexReader

    def ask(self, question: str, history: Sequence[Turn] = (), profile: CompanyProfile | None = None) -> Answer:
        """The inner assistant's answer, spoiled."""
        return self.fault.spoil(self.inner.ask(question, () if self.fault.forgets else history, profile), self.reader)


class Recorded:
    """An assistant that is asked the same thing only once: nine faults need not cost ten runs."""

    def __init__(self, inner: Answering) -> None:
        self._inner = inner
        self._answers: dict[tuple[str, tuple[Turn, ...], CompanyProfile | None], Answer] = {}

    def ask(self, question: str, history: Sequence[Turn] = (), profile: CompanyProfile | None = None) -> Answer:
        """The recorded answer, or the inner assistant's."""
        key = (question, tuple(history), profile)
        if key not in self._answers:
            self._answers[key] = self._inner.ask(question, history, profile)
        return self._answers[key]


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether a fault was seen: its metric before and after over the cases both have, and the paired difference."""

    fault: Fault
    before: float
    after: float
    difference: Difference

    @property
    def is_seen(self) -> bool:
        """Whether the metric fell by more than chance explains."""
        return self.difference.is_fall


def plant(assistant: Answering, index: Readable, cases: Sequence[Case], faults: Sequence[Fault] = FAULTS) -> list[Seen]:
    """Score ``cases`` with and without each fault. A fault whose metric no case has is left out."""
    reader = index.current()
    lexicon = name_lexicon(reader)
    recorded = Recorded(assistant)

    def scores(under_test: Answering, metric: str) -> dict[str, float]:
        answers = {c.id: (c, under_test.ask(c.question, c.history, c.profile)) for c in cases}
        values = {name: score(c, answer, reader, lexicon=lexicon).values for name, (c, answer) in answers.items()}
        return {name: v[metric] for name, v in values.items() if metric in v}

    seen = []
    for fault in faults:
        before = scores(recorded, fault.metric)
        after = scores(Faulty(recorded, fault, reader), fault.metric)
        difference = paired_difference(before, after)
        if difference is not None:
            shared = before.keys() & after.keys()
            mean = sum(before[case] for case in shared) / len(shared)
            seen.append(Seen(fault, mean, mean + difference.value, difference))
    return seen


def as_table(seen: Sequence[Seen]) -> str:
    """The mutation table in Markdown."""
    head = "| fault planted | metric meant for it | before | after | change, 95 % interval | seen |"
    rows = [head, "|---|---|---|---|---|---|"]
    for s in seen:
        d = s.difference
        change = f"{100 * d.value:+.1f} ({100 * d.low:+.1f} to {100 * d.high:+.1f})"
        shares = f"{100 * s.before:.1f} % | {100 * s.after:.1f} %"
        rows.append(f"| {s.fault.name} | `{s.fault.metric}` | {shares} | {change} | {'yes' if s.is_seen else 'NO'} |")
    return "\n".join(rows)


def main() -> int:
    """Plant every fault in the assistant as shipped, on the development half; exit 1 where one is not seen."""
    from evals import DATASETS_DIR, DEFAULT_DATASETS
    from evals.cases import load_dataset
    from evals.shipped import shipped_assistant

    assistant, index = shipped_assistant()
    seen = plant(assistant, index, load_dataset(DEFAULT_DATASETS, DATASETS_DIR).of("dev"))
    print(as_table(seen))
    return 0 if all(s.is_seen for s in seen) else 1


if __name__ == "__main__":
    raise SystemExit(main())
