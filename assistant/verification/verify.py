"""The verifier: no sentence leaves the desk unless its quotes hold it.

It knows nothing of how the text was made. A sentence stands if every one of these holds:

1. it carries a marker (questions and the headings of lists state nothing and need none),
   and each marker names a citation whose quote is, to the letter, the document's text at its offsets;
2. every figure, month and proper name in it stands in a quote it cites, or was said by
   the asker;
3. it is word for word the quotes it cites, alone or within one of the assistant's own
   frames (``framing``); or, for a rewording, one cited quote holds it: a shortening that
   keeps order, figures, denials, bounds and conditions (``rewording``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.language.claims import figures, months, name_sequences, number_words
from assistant.language.text import STOPWORDS, fold, sentence_spans, words
from assistant.model import Citation
from assistant.verification.cite import MARKER
from assistant.verification.framing import QUOTE, frame_words, is_framed, is_heading
from assistant.verification.rewording import restates

_BULLET = re.compile(r"^\s*[-•]\s+")


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence that does not stand, and why."""

    sentence: str
    why: str


def answer_sentences(answer: str) -> list[str]:
    """Sentences of an answer with their markers, wherever these stand around the full stop."""
    found: list[str] = []
    for line in answer.splitlines():
        item = _BULLET.sub("", line).strip()
        for start, end in sentence_spans(item):
            piece = item[start:end]
            bare = MARKER.sub("", piece).strip(" .")
            if not bare and found:
                found[-1] = f"{found[-1]} {piece}"
                continue
            leading = re.match(r"^((?:\[\d+\]\s*)+)(.+)$", piece, re.DOTALL)
            if leading and found and not MARKER.search(found[-1]):
                found[-1] = f"{found[-1]} {leading.group(1).strip()}"
                piece = leading.group(2)
            found.append(piece)
    return found


def faults(
    answer: str, citations: Sequence[Citation], text_of: Callable[[str], str | None], said: str = ""
) -> list[Fault]:
    """Everything wrong with an answer; empty where it stands.

    ``text_of`` gives a document's canonical text by id (``None`` where there is none);
    ``said`` is what the asker wrote, whose figures and names need no quote.
    """
    found = [Fault(c.quote, "quote") for c in citations if not is_verbatim(c, text_of)]
    broken = {c.number for c in citations if not is_verbatim(c, text_of)}
    by_number = {c.number: c for c in citations if c.number not in broken}
    for sentence in answer_sentences(answer):
        why = fault_of(sentence, by_number, said)
        if why:
            found.append(Fault(sentence, why))
    return found


def is_verbatim(citation: Citation, text_of: Callable[[str], str | None]) -> bool:
    """Whether a citation's quote is the document's text at its offsets."""
    text = text_of(citation.document_id)
    if text is None or not 0 <= citation.start < citation.end <= len(text):
        return False
    return text[citation.start : citation.end] == citation.quote


def fault_of(sentence: str, by_number: Mapping[int, Citation], said: str = "") -> str:
    """Why one sentence does not stand, or an empty string."""
    numbers = [int(n) for n in MARKER.findall(sentence)]
    body = MARKER.sub("", sentence).replace(" .", ".").strip()
    if not numbers:
        if body.endswith("?"):
            return _foreign_claim(body, (), said)
        return "no citation" if words(body) and not is_heading(body) else ""
    if any(n not in by_number for n in numbers):
        return "citation that does not exist"
    quotes = [" ".join(by_number[n].quote.split()) for n in dict.fromkeys(numbers)]
    return unsupported(body, quotes, said)


def unsupported(body: str, quotes: Sequence[str], said: str = "") -> str:
    """Why ``quotes`` do not hold ``body``, or an empty string."""
    body = " ".join(body.split())
    rest = body
    for quote in sorted(quotes, key=len, reverse=True):
        rest = _without(rest, quote)
    if is_framed(rest, quotes, said):  # what stands word for word needs no further look
        return _foreign_claim(rest, quotes, said)
    why = _foreign_claim(body, quotes, said)
    if why:
        return why
    return "" if any(restates(body, quote) for quote in quotes) else "not held by one quote"


def _without(text: str, quote: str) -> str:
    """``text`` with a quote taken out where it stands word for word (first letter and final stop apart)."""
    core = quote.rstrip(" .!?…")
    if not core:
        return text
    for form in (core, core[0].lower() + core[1:]):
        at = text.find(form)
        while at >= 0:
            left = text[at - 1] if at else " "
            right = text[at + len(form)] if at + len(form) < len(text) else " "
            if not left.isalnum() and not right.isalnum():
                return f"{text[:at]} {QUOTE} {text[at + len(form) :]}"
            at = text.find(form, at + 1)
    return text


def _foreign_claim(body: str, quotes: Sequence[str], said: str) -> str:
    pool = [*quotes, said]
    known = {(f.value, f.unit) for text in pool for f in figures(text)}
    values = {v for v, _ in known} | {v for text in pool for v in number_words(text)}
    for figure in figures(body):
        if (figure.value, figure.unit) not in known and (figure.unit or figure.value not in values):
            return f"figure {figure.value:g}{figure.unit}"
    known_months = {m for text in pool for m in months(text)}
    if any(m not in known_months for m in months(body)):
        return "month"
    folded = [f" {' '.join(words(text))} " for text in pool]
    opening = next(iter(words(body)), "")
    if opening and opening not in STOPWORDS | frame_words() and not any(f" {opening} " in text for text in folded):
        return f"name {opening}"
    for run in name_sequences(body):
        if not _held(run, folded):
            return f"name {' '.join(run)}"
    return ""


def _held(run: tuple[str, ...], folded: Sequence[str]) -> bool:
    joined = " ".join(w for part in run for w in words(part))
    return any(f" {joined} " in text for text in folded) or fold(joined) in frame_words()
