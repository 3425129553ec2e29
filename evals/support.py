"""Citations held against the index, and sentences held against their citations.

Adapted from ALCE (Gao, Yen, Yu & Chen, *Enabling Large Language Models to Generate Text
with Citations*, 2023): there an entailment model says whether quotes support a sentence;
here it is a check a machine can repeat and a person can follow, see :func:`supported`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.model import Answer, Citation
from corpus.errors import AuraError
from evals.claims import Sentence, content_stems, figures, names, sentences
from evals.folding import folded
from ingest.model import IndexReader

CONTENT_SHARE = 0.5  # of a sentence's content words; a free rewording keeps more, another subject less


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The corpus's names, folded: ``names`` mostly stand with a capital, ``seen`` did at least once."""

    names: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()


NO_LEXICON = Lexicon()


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer as the examiners read it.

    ``said`` is what the asker said (question, earlier questions, profile): figures and
    names in it need no source. ``free`` holds names that need none either: in an answer that
    refuses or asks back those of the corpus, since "ask the Region" or "do you mean MIAI?"
    says nothing of them; in any other answer none.
    """

    answer: Answer
    sentences: tuple[Sentence, ...]
    said: str
    lexicon: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()

    def names_of(self, text: str) -> frozenset[str]:
        """The names in ``text`` that owe a source."""
        return names(text, self.lexicon) - self.free

    def missing(self, text: str, quotes: str) -> set[str]:
        """Figures and names of ``text`` that stand nowhere in ``quotes``."""
        plain = folded(quotes)
        return set(figures(text) - figures(quotes)) | {name for name in self.names_of(text) if name not in plain}

    def cited(self, numbers: Collection[int]) -> list[Citation]:
        """The citations that ``numbers`` name; a number without citation gives none."""
        return [c for c in self.answer.citations if c.number in numbers]


def read_answer(answer: Answer, said: Iterable[str], lexicon: Lexicon = NO_LEXICON) -> Reading:
    """Split an answer into its claims."""
    free = frozenset() if answer.outcome == "answered" else lexicon.seen
    return Reading(answer, tuple(sentences(answer.answer)), " \n ".join(said), lexicon.names, free)


def states(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence states something, so that it owes the reader a source.

    Not: a question, a line that only announces what follows (ends in a colon), a bare "Yes."
    of at most three words; and, in an answer that refuses or asks back, what holds no figure
    or name but the asker's own (and, for names, the corpus's).

    >>> from assistant.model import Answer
    >>> reading = read_answer(Answer("q", "q", "fr", "answered", "Oui. Voici : L'aide est ouverte."), ["q"])
    >>> [states(s, reading) for s in reading.sentences]
    [False, True]
    """
    text = sentence.text.strip()
    if text.endswith(("?", ":")):
        return False
    bare = not reading.missing(text, reading.said)
    if reading.answer.outcome != "answered":
        return not bare
    return not (bare and len(text.split()) <= 3)


def supported(sentence: Sentence, quotes: Sequence[str], reading: Reading) -> bool:
    """Whether ``quotes`` together support a sentence.

    All its figures, dates and names stand in a quote (or in what the asker said), and at
    least half of its content words do, by their first six letters; a sentence that stands
    word for word in a quote is supported.

    >>> from assistant.model import Answer
    >>> reading = read_answer(Answer("q", "q", "fr", "answered", ""), ["q"])
    >>> supported(Sentence("L'aide est de 40 %.", (1,)), ["Une aide de 40 % existe."], reading)
    True
    >>> supported(Sentence("L'aide est de 45 %.", (1,)), ["Une aide de 40 % existe."], reading)
    False
    """
    if not quotes:
        return False
    joined = " \n ".join(quotes)
    if folded(sentence.text) in folded(joined):
        return True
    if reading.missing(sentence.text, f"{joined} \n {reading.said}"):
        return False
    wanted = content_stems(sentence.text)
    known = content_stems(joined) | content_stems(reading.said)
    return len(wanted & known) >= CONTENT_SHARE * len(wanted)


def citation_recall(reading: Reading) -> tuple[float | None, list[str]]:
    """Share of stating sentences that their cited quotes support, and the sentences that fail.

    ALCE's citation recall with :func:`supported` for entailment. ``None`` where the answer
    states nothing. A sentence without marker, or whose markers name no citation, fails.

    Two sentences, the second without a marker:

    >>> from assistant.model import Answer, Citation
    >>> quote = Citation(1, "d", "", "", None, "fr", "Une aide de 40 %.", 0, 17, "", "", "", "press", "open")
    >>> answer = Answer("q", "q", "fr", "answered", "Une aide de 40 %. [1] Elle est versée par Untel.", (quote,))
    >>> citation_recall(read_answer(answer, ["q"]))
    (0.5, ['Elle est versée par Untel.'])
    """
    stating = [s for s in reading.sentences if states(s, reading)]
    if not stating:
        return None, []
    failing = [s.text for s in stating if not supported(s, [c.quote for c in reading.cited(s.numbers)], reading)]
    return 1 - len(failing) / len(stating), failing


def citation_precision(reading: Reading, reader: IndexReader) -> tuple[float | None, list[str]]:
    """Share of citations that are verbatim, cited by a marker, and needed; and what is wrong.

    ALCE's citation precision: within a supported sentence a citation is superfluous where it
    alone does not support the sentence and the others do without it. Here it must moreover
    be verbatim at its offsets (:func:`is_verbatim`) and have a marker. A marker that names
    no citation counts as a wrong citation. ``None`` where there is neither.

    >>> from assistant.model import Answer
    >>> citation_precision(read_answer(Answer("q", "q", "fr", "answered", "C'est vrai. [7]"), ["q"]), reader=None)
    (0.0, ['marker [7] names no citation'])
    """
    wrong: list[str] = []
    for citation in reading.answer.citations:
        if not is_verbatim(citation, reader):
            wrong.append(f"[{citation.number}] is not verbatim in {citation.document_id}")
        elif not _needed(citation, reading):
            wrong.append(f"[{citation.number}] supports no sentence that cites it")
    known = {c.number for c in reading.answer.citations}
    dangling = sorted({n for s in reading.sentences for n in s.numbers} - known)
    wrong += [f"marker [{n}] names no citation" for n in dangling]
    total = len(reading.answer.citations) + len(dangling)
    return (1 - len(wrong) / total, wrong) if total else (None, [])


def _needed(citation: Citation, reading: Reading) -> bool:
    for sentence in reading.sentences:
        if citation.number not in sentence.numbers:
            continue
        others = [c.quote for c in reading.cited(sentence.numbers) if c is not citation]
        if not supported(sentence, [*others, citation.quote], reading):
            continue
        if supported(sentence, [citation.quote], reading) or not supported(sentence, others, reading):
            return True
        if not states(sentence, reading):
            return True
    return False


def is_verbatim(citation: Citation, reader: IndexReader) -> bool:
    """Whether the quote is, code point for code point, the stretch of canonical text it names.

    An empty quote, a document that is not indexed and offsets outside the text are not.
    """
    try:
        text = reader.document(citation.document_id).text
    except (LookupError, ValueError, AuraError):
        return False
    inside = 0 <= citation.start < citation.end <= len(text)
    return inside and text[citation.start : citation.end] == citation.quote


def quote_exactness(reading: Reading, reader: IndexReader) -> tuple[float | None, list[str]]:
    """Share of citations that are verbatim and say the right page; and those that are not.

    The product's own promise, stricter than any published measure (others accept fuzzy
    matches). ``None`` where nothing is cited.
    """
    citations = reading.answer.citations
    if not citations:
        return None, []
    wrong = [
        f"[{c.number}] {c.document_id}[{c.start}:{c.end}]"
        for c in citations
        if not is_verbatim(c, reader) or c.page != reader.document(c.document_id).page_of(c.start)
    ]
    return 1 - len(wrong) / len(citations), wrong


def faithfulness(reading: Reading, kind: str) -> tuple[float | None, list[str]]:
    """Share of the answer's ``figures`` or ``names`` that stand in a quote their sentence cites.

    Figures are numbers, amounts and dates in one notation; what the asker said is excepted.
    A model-free form of FActScore's supported share (Min et al. 2023) with figures and names
    as its atoms. ``None`` where the answer holds none.

    >>> from assistant.model import Answer, Citation
    >>> quote = Citation(1, "d", "", "", None, "fr", "40 % en 2026", 0, 12, "", "", "", "press", "open")
    >>> answer = Answer("q", "q", "fr", "answered", "C'est 40 % en 2025. [1]", (quote,))
    >>> faithfulness(read_answer(answer, ["q"]), "figures")
    (0.5, ['2025'])
    """
    total, missing = 0, []
    for sentence in reading.sentences:
        held = " \n ".join([*(c.quote for c in reading.cited(sentence.numbers)), reading.said])
        atoms = figures(sentence.text) if kind == "figures" else reading.names_of(sentence.text)
        known = atoms & figures(held) if kind == "figures" else {a for a in atoms if a in folded(held)}
        total += len(atoms)
        missing += sorted(atoms - known)
    return (1 - len(missing) / total, missing) if total else (None, [])
