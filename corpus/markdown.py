"""From the marked Markdown of a card to its canonical text, sections and statements.

One statement stands on one line and ends with its mark: ``[S31 S42 #employees]`` (stated by these
sources), ``[I S02 S08 #dates]`` (inferred from them), ``[U #amount #unknown]`` (not known) or ``[-]``
(says nothing that could be true or false). The mark is no part of the canonical text, nor are
the lines beneath a statement that begin with ``? ``: questions that it answers, in the words of
people who ask, by which the index finds it. A line that begins with ``?- `` is a question that one
might ask here and that no document of the corpus answers: by these a refusal is told from an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from corpus.errors import CorpusError
from corpus.model import SECTION_KINDS, TAGS, Section, SectionKind, Statement, Tag

Footing = Literal["stated", "inferred", "unknown", "navigation"]

_MARKED = re.compile(r"(?P<text>.*\S)\s*\[(?P<mark>[^\[\]]*)\]\s*")
_HEADING = re.compile(r"##\s+(?P<heading>.*\S)\s+\{(?P<kind>[a-z]+)\}\s*")
_QUESTION, _UNANSWERED = "? ", "?- "
_SOURCE_ID = re.compile(r"S\d{2,3}|AURA")
_FOOTINGS: dict[str, Footing] = {"I": "inferred", "U": "unknown", "-": "navigation"}


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as it is written: where it stands and what its mark says."""

    number: int  # from 1
    text: str
    footing: Footing
    source_ids: tuple[str, ...]
    tags: tuple[Tag, ...]
    questions: tuple[str, ...] = ()

    @property
    def mark(self) -> tuple[Footing, tuple[str, ...], tuple[Tag, ...]]:
        """What the two languages must share."""
        return self.footing, self.source_ids, self.tags


@dataclass(slots=True)
class Part:
    """A section as it is written; ``paragraphs`` hold its statements in order."""

    number: int
    heading: str
    kind: SectionKind | None
    paragraphs: list[list[Line]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for paragraph in self.paragraphs for line in paragraph]


@dataclass(slots=True)
class Draft:
    """A whole file as it is written, with its faults as (line from 1, sentence)."""

    title: str = ""
    parts: list[Part] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]


@dataclass(frozen=True, slots=True)
class Canonical:
    """The text that is indexed and quoted, and what stands where in it."""

    text: str
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]


def parse(written: str) -> Draft:
    """Read marked Markdown; faults are collected, never raised."""
    draft, fresh = Draft(), True
    for number, raw in enumerate(written.splitlines(), start=1):
        line = raw.strip()
        if not line:
            fresh = True
        elif line.startswith("# "):
            if draft.title:
                draft.faults.append((number, "there is a second '# title'; a file has one"))
            draft.title = line[2:].strip()
        elif line.startswith("#"):
            _open_part(draft, number, line)
            fresh = True
        elif line.startswith(_UNANSWERED):
            draft.unanswered.append(line.removeprefix(_UNANSWERED).strip())
        elif line.startswith(_QUESTION):
            _add_question(draft, number, line.removeprefix(_QUESTION).strip())
        else:
            _add_line(draft, number, line, fresh)
            fresh = False
    if not draft.title:
        draft.faults.insert(0, (1, "the file must start with '# ' and a title"))
    return draft


def read(path: Path) -> Draft:
    """Read a file without faults, or raise ``CorpusError`` naming the first one."""
    try:
        draft = parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CorpusError(f"{path} is missing.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read as UTF-8 text: {error}.") from error
    if draft.faults:
        line, sentence = draft.faults[0]
        raise CorpusError(f"{path}, line {line}: {sentence}.")
    return draft


def canonical(draft: Draft) -> Canonical:
    """Title, headings and paragraphs, parted by blank lines; statements of a paragraph by one space."""
    text, sections, statements = draft.title, [], []
    for part in draft.parts:
        text += f"\n\n{part.heading}\n"
        body = len(text)
        for index, paragraph in enumerate(part.paragraphs):
            text += "\n\n" if index else ""
            for place, line in enumerate(paragraph):
                text += " " if place else ""
                statements.append(as_statement(line, len(text)))
                text += line.text
        sections.append(Section(part.heading, body, len(text), part.kind))
    return Canonical(text + "\n", tuple(sections), tuple(statements))


def as_statement(line: Line, start: int, end: int | None = None) -> Statement:
    """``line`` as it stands at ``start`` of a text; ``end`` where the text spells it with other spaces."""
    end = start + len(line.text) if end is None else end
    return Statement(start, end, line.source_ids, line.tags, line.footing == "inferred", line.questions)


def _open_part(draft: Draft, number: int, line: str) -> None:
    match = _HEADING.fullmatch(line)
    kind = next((k for k in SECTION_KINDS if match and k == match["kind"]), None)
    if match is None:
        draft.faults.append((number, "a heading is written '## Heading {kind}', for example '## Status {status}'"))
    elif kind is None:
        draft.faults.append((number, f"the kind '{match['kind']}' is not one of {', '.join(SECTION_KINDS)}"))
    draft.parts.append(Part(number, match["heading"] if match else line.lstrip("# "), kind))


def _add_line(draft: Draft, number: int, line: str, fresh: bool) -> None:
    match = _MARKED.fullmatch(line)
    if match is None:
        draft.faults.append((number, "the sentence does not end with its mark, for example '[S31 #amount]'"))
        return
    if not draft.parts:
        draft.faults.append((number, "the sentence stands before the first '## ' heading"))
        return
    footing, source_ids, tags, faults = _read_mark(match["mark"])
    draft.faults += [(number, fault) for fault in faults]
    part = draft.parts[-1]
    if fresh or not part.paragraphs:
        part.paragraphs.append([])
    part.paragraphs[-1].append(Line(number, match["text"], footing, source_ids, tags))


def _add_question(draft: Draft, number: int, question: str) -> None:
    if not draft.parts or not draft.parts[-1].paragraphs:
        draft.faults.append((number, "the question stands before the statement that answers it"))
        return
    statements = draft.parts[-1].paragraphs[-1]
    statements[-1] = replace(statements[-1], questions=(*statements[-1].questions, question))


def _read_mark(mark: str) -> tuple[Footing, tuple[str, ...], tuple[Tag, ...], list[str]]:
    words = mark.split()
    footing: Footing = _FOOTINGS.get(words[0], "stated") if words else "stated"
    source_ids: list[str] = []
    tags: list[Tag] = []
    faults = [] if words else ["the mark is empty; write the sources in it, or 'U #unknown', or '-'"]
    for word in words[1:] if footing != "stated" else words:
        tag = next((t for t in TAGS if "#" + t == word), None)
        if tag is not None:
            tags.append(tag)
        elif word.startswith("#"):
            faults.append(f"the tag '{word}' is not known; the tags are {', '.join('#' + t for t in TAGS)}")
        elif _SOURCE_ID.fullmatch(word):
            source_ids.append(word)
        else:
            faults.append(f"'{word}' in the mark is neither a source such as S31 nor a tag such as #amount")
    return footing, tuple(source_ids), tuple(tags), faults
