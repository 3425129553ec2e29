"""Citations: from an extract to the verbatim quote a reader can open, and markers in the text."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.evidence.extracts import Extract
from assistant.model import Citation, CitedSource

MARKER = re.compile(r"\[(\d+)\]")
_FINAL = re.compile(r"([.!?…]+)$")


def citation_of(extract: Extract, number: int) -> Citation:
    """The citation of an extract; publisher, address and date are those of the source its statement names first."""
    document = extract.document
    section = document.section_at(extract.start)
    register = {s.id: s for s in document.sources}
    named = [register[i] for i in (extract.statement.source_ids if extract.statement else ()) if i in register]
    sources = tuple(CitedSource(s.id, s.title, s.publisher, s.url, s.date, s.evidence) for s in named)
    first = sources[0] if sources else None
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        section=section.heading if section else "",
        page=document.page_of(extract.start),
        language=document.language,
        quote=extract.text,
        start=extract.start,
        end=extract.end,
        publisher=first.publisher if first else document.publisher,
        url=(first.url if first else "") or document.url,
        as_of=document.as_of,
        evidence=first.evidence if first else document.evidence,
        status=document.status,
        sources=sources,
    )


def with_markers(sentence: str, numbers: list[int]) -> str:
    """``sentence`` with its markers before the final full stop, so that any way of cutting sentences keeps them in it.

    >>> with_markers("It is open.", [2, 3])
    'It is open [2] [3].'
    """
    if not numbers:
        return sentence
    marks = " ".join(f"[{n}]" for n in numbers)
    match = _FINAL.search(sentence)
    if match is None:
        return f"{sentence} {marks}"
    return f"{sentence[: match.start()].rstrip()} {marks}{match.group(1) if match.group(1) != '?' else ' ?'}"


class Numbering:
    """Gives each quoted span one number, in order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], Citation] = {}

    def number(self, extract: Extract) -> int:
        """Number of an extract's citation, made on first use."""
        if extract.key not in self._numbers:
            self._numbers[extract.key] = citation_of(extract, len(self._numbers) + 1)
        return self._numbers[extract.key].number

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._numbers.values())


def renumbered(text: str, citations: tuple[Citation, ...]) -> tuple[str, tuple[Citation, ...]]:
    """Drop citations no marker names and number the rest from 1 in order of appearance."""
    order = list(dict.fromkeys(int(n) for n in MARKER.findall(text)))
    by_number = {c.number: c for c in citations}
    kept = [n for n in order if n in by_number]
    places = {old: new for new, old in enumerate(kept, 1)}
    text = MARKER.sub(lambda m: f"[{places[int(m.group(1))]}]" if int(m.group(1)) in places else "", text)
    return text, tuple(replace(by_number[old], number=new) for old, new in places.items())
