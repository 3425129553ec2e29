"""One answer being written by a language model: its text cut into sentences, each judged as it completes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.composition.draft import Draft, Line
from assistant.language_model.prompts import without_tags
from assistant.model import Answer, Citation
from assistant.verification.cite import MARKER, with_markers
from assistant.verification.cuts import is_cut_of
from assistant.verification.verify import answer_sentences, fault_of

MOST_SENTENCES = 6  # of the model that are shown; also how many false ones are read before giving up
MOST_CHARACTERS = 4000  # of the model that are read
_DUE = {"closed": "status", "replaced": "status", "other_region": "region"}  # notice code -> tag that says it


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line of the extractive answer that stood, and its citations' numbers there."""

    line: Line
    numbers: tuple[int, ...]


class Writing:
    """Takes a model's text piece by piece and lets through what stands.

    ``on_text`` gets each verified sentence once the answer is certain to use the model's part.
    """

    def __init__(self, answer: Answer, draft: Draft, said: str, on_text: Callable[[str], None] | None) -> None:
        self.answer = answer
        stood = _stood(answer, draft)
        self.evidence = [e for e in stood if e.line.role in ("lead", "more")]
        self._tail = [e for e in stood if e.line.role in ("notice", "check")]
        self._leads = [e for e in self.evidence if e.line.role == "lead"] or self.evidence[:1]
        self._said = said
        self._tell = on_text or (lambda _: None)
        self._by_number = {c.number: c for c in answer.citations}
        self._buffer = ""
        self._judged = 0  # sentences of the buffer already judged
        self._told: list[Evidence] = []  # lines that the model's sentences restate, in their order
        self._waiting: list[tuple[str, Evidence]] = []
        self._numbers: dict[int, int] = {}  # the extractive answer's number -> this text's
        self._text = ""
        self.dropped = 0
        self._decided = False

    @property
    def shown_to_model(self) -> list[tuple[tuple[int, ...], str]]:
        """The numbered lines a model may use."""
        return [(e.numbers, e.line.text) for e in self.evidence]

    @property
    def kept(self) -> int:
        """Sentences of the model that stood."""
        return len(self._told)

    @property
    def wants_more(self) -> bool:
        """Whether anything that the model may still write can matter."""
        hopeless = not self._decided and self.dropped >= MOST_SENTENCES
        full = self.kept >= min(MOST_SENTENCES, len(self.evidence)) or len(self._buffer) >= MOST_CHARACTERS
        return not hopeless and not full

    @property
    def refusal(self) -> str:
        """Why the model's part is not used."""
        if not self.kept:
            return "nothing stood" if self.dropped else "empty"
        return "mostly false" if self.dropped > self.kept else "no direct answer"

    def take(self, piece: str) -> None:
        """The next piece of the model's text, cut anywhere."""
        self._buffer += piece
        sentences = self._sentences()
        # A sentence is complete once the next has its first letter: markers may follow its full stop.
        if sentences and re.search(r"[^\W\d_]", sentences[-1]):
            self._judge(sentences[:-1])

    def end(self) -> None:
        """The model has ended: what is left is its last sentence."""
        self._judge(self._sentences())

    def finished(self, whole: bool) -> Answer | None:
        """The answer with the model's part, or ``None`` where it is not to be used.

        ``whole``: the model ended by itself. One that did, and told nothing false, may leave out lines that
        neither answer directly nor warn; else every line it did not tell is quoted.
        """
        if not self._decided:
            return None
        may_omit = whole and not self.dropped and self.kept >= 2
        rest = [e for e in self.evidence if e not in self._told and not (may_omit and self._is_optional(e))]
        for group in (rest, self._tail):
            for place, evidence in enumerate(group):
                self._say(evidence.line.text, evidence, " " if place else "\n\n")
        citations = tuple(replace(self._by_number[old], number=new) for old, new in self._numbers.items())
        return replace(self.answer, answer=self._text, citations=citations)

    def _sentences(self) -> list[str]:
        return answer_sentences(re.sub(r"([.!?…])\[(?=\d)", r"\1 [", without_tags(self._buffer)))

    def _judge(self, sentences: list[str]) -> None:
        for sentence in sentences[self._judged :]:
            if not self.wants_more:
                break
            self._judged += 1
            body = " ".join(MARKER.sub("", sentence).split()).rstrip(" .;,:")
            found = self._line_told(body, {int(n) for n in MARKER.findall(sentence)})
            if found is None:
                self.dropped += 1
                continue
            self._told.append(found)
            self._waiting.append((f"{body[:1].upper()}{body[1:]}.", found))
            self._decided = self._decided or (self.kept >= self.dropped and self._leads[0] in self._told)
            if self._decided:
                for text, evidence in self._waiting:
                    self._say(text, evidence, " " if self._text else "")
                self._waiting.clear()

    def _line_told(self, body: str, cited: set[int]) -> Evidence | None:
        """The line that a sentence restates, not yet told, whose numbers it cites; ``None`` where it does not stand."""
        if not cited or not cited <= set(self._by_number):
            return None
        for evidence in self.evidence:
            if evidence in self._told or not set(evidence.numbers) <= cited or not is_cut_of(body, evidence.line.text):
                continue
            if not fault_of(with_markers(f"{body}.", list(evidence.numbers)), self._cited(evidence), self._said):
                return evidence
        return None

    def _cited(self, evidence: Evidence) -> dict[int, Citation]:
        return {n: self._by_number[n] for n in evidence.numbers}

    def _is_optional(self, evidence: Evidence) -> bool:
        """Whether a line neither answers directly nor says what a notice of the answer is about, nor gives a page."""
        tags = {tag for e in evidence.line.extracts for tag in e.tags}
        due = {_DUE[code] for code in self.answer.notices if code in _DUE}
        disputed = "disputed" in self.answer.notices and any(e.kind == "disputed" for e in evidence.line.extracts)
        return not (evidence in self._leads or tags & due or disputed or "http" in evidence.line.text)

    def _say(self, text: str, evidence: Evidence, gap: str) -> None:
        """Append a verified sentence, its citations numbered in order of appearance."""
        numbers = [self._numbers.setdefault(n, len(self._numbers) + 1) for n in evidence.numbers]
        piece = (gap if self._text else "") + with_markers(text, numbers)
        self._text += piece
        self._tell(piece)


def _stood(answer: Answer, draft: Draft) -> list[Evidence]:
    """The lines of the draft that stand in the answer, with their numbers there."""
    number_of = {(c.document_id, c.start, c.end): c.number for c in answer.citations}
    stood = []
    for line in draft.lines:
        numbers = tuple(dict.fromkeys(number_of.get(e.key, 0) for e in line.extracts))
        if numbers and 0 not in numbers and with_markers(line.text, list(numbers)) in answer.answer:
            stood.append(Evidence(line, numbers))
    return stood
