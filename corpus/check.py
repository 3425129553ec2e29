"""Proof-reading of the corpus: everything that a machine can see wrong in it, in plain words.

``check`` never raises for a fault in a file; it lists every one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.entries import LANGUAGES
from corpus.figures import figures, has_figure
from corpus.markdown import Draft, Line, Part, parse
from corpus.model import SectionKind, Tag, today
from corpus.schema import DocumentFile, SchemeFile, SourceRegister, faults_in

Severity = Literal["error", "warning"]
SLACK_WORDS = 60  # longer statements are hard to quote

# What a card must say, and by which sentence.
REQUIRED: dict[SectionKind, Tag] = {
    "summary": "definition",
    "operator": "operator",
    "apply": "apply",
    "status": "status",
}
EXPECTED: tuple[SectionKind, ...] = ("audience", "support", "cost")
RULE_TAGS: dict[str, Tag] = {
    "employees": "employees",
    "turnover_eur": "turnover",
    "age_years": "age",
    "project_eur": "project",
    "region": "region",
    "sector": "sector",
    "project": "project",
    "partner": "partner",
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: where, what, and whether the corpus may be used meanwhile (a warning)."""

    path: str  # from the corpus folder
    line: int  # from 1
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        note = " (warning)" if self.severity == "warning" else ""
        return f"{self.path}, line {self.line}: {self.message}{note}."


def check(corpus_dir: Path, day: dt.date | None = None) -> list[Problem]:
    """Every fault of a corpus folder, by file and line. ``day`` is today unless given."""
    return sorted(set(_Proof(corpus_dir, day or today()).run()))


class _Proof:
    """One reading of the whole corpus."""

    def __init__(self, corpus_dir: Path, day: dt.date) -> None:
        self.root = corpus_dir
        self.day = day
        self.source_ids: set[str] = set()
        self.dates: dict[str, str] = {}  # of the sources, by id
        self.cards: dict[str, SchemeFile] = {}

    def run(self) -> Iterator[Problem]:
        yield from self._sources()
        for folder in sorted((self.root / "schemes").glob("*/")):
            yield from self._scheme(folder)
        for folder in sorted((self.root / "documents").glob("*/")):
            yield from self._document(folder)
        yield from self._between_cards()

    def _at(self, path: Path, line: int, message: str, severity: Severity = "error") -> Problem:
        return Problem(path.relative_to(self.root).as_posix(), line, message, severity)

    def _sources(self) -> Iterator[Problem]:
        path = self.root / "sources.yaml"
        register, faults = faults_in(path, SourceRegister)
        yield from (self._at(path, line, fault) for line, fault in faults)
        for row in register.sources if register else ():
            if row.id in self.source_ids:
                yield self._at(path, _line_with(path, f"id: {row.id}"), f"the source {row.id} is there twice")
            self.source_ids.add(row.id)
            self.dates[row.id] = row.date
            yield from self._day(path, row.date)

    def _scheme(self, folder: Path) -> Iterator[Problem]:
        path = folder / "scheme.yaml"
        card, faults = faults_in(path, SchemeFile)
        yield from (self._at(path, line, fault) for line, fault in faults)
        drafts = yield from self._pair(folder)
        if card is None:
            return
        self.cards[folder.name] = card
        yield from self._name_of_folder(path, card.id)
        yield from self._facts_of_card(path, card)
        yield from self._newest(path, card.as_of, drafts)
        for name, draft in drafts.items():
            yield from self._sections(folder / name, draft)
            yield from self._rules(folder / name, draft, card)

    def _document(self, folder: Path) -> Iterator[Problem]:
        path = folder / "document.yaml"
        file, faults = faults_in(path, DocumentFile)
        yield from (self._at(path, line, fault) for line, fault in faults)
        drafts = yield from self._pair(folder)
        if file is None:
            return
        yield from self._name_of_folder(path, file.id)
        yield from self._newest(path, file.as_of, drafts)
        yield from self._day(path, file.as_of)
        for language in LANGUAGES if file.format == "pdf" else ():
            if not (folder / f"{language}.pdf").is_file():
                yield self._at(path, 1, f"{language}.pdf is not there yet; build it with 'aura corpus build'")

    def _name_of_folder(self, path: Path, written: str) -> Iterator[Problem]:
        if written != path.parent.name:
            yield self._at(path, 1, f"the id '{written}' differs from the folder's name '{path.parent.name}'")

    def _facts_of_card(self, path: Path, card: SchemeFile) -> Iterator[Problem]:
        rules = [getattr(card.eligibility, name) for name in RULE_TAGS]
        dated = [card.status, *card.amounts, *(rule for rule in rules if not isinstance(rule, str))]
        for part in dated:
            yield from self._day(path, part.as_of)
            for source_id in part.sources:
                if source_id not in self.source_ids:
                    line = _line_with(path, source_id)
                    yield self._at(path, line, f"the source {source_id} is not in sources.yaml")
            low, high = getattr(part, "min", None), getattr(part, "max", None)
            if low is not None and high is not None and low > high:
                yield self._at(path, _line_with(path, "min:"), f"the minimum {low:g} is above the maximum {high:g}")
        yield from self._day(path, card.as_of)
        if card.status.value != "unknown" and not card.status.sources:
            yield self._at(path, _line_with(path, "status:"), f"the status '{card.status.value}' names no source")

    def _day(self, path: Path, written: str) -> Iterator[Problem]:
        if written and written > self.day.isoformat()[: len(written)]:
            yield self._at(path, _line_with(path, written), f"the date {written} is in the future")

    def _newest(self, path: Path, as_of: str, drafts: dict[str, Draft]) -> Iterator[Problem]:
        named = {source_id for draft in drafts.values() for line in draft.lines for source_id in line.source_ids}
        newest = max((self.dates.get(source_id, "") for source_id in named), default="")
        if newest and as_of[: len(newest)] > newest:
            message = f"'as_of' is {as_of}, but the newest source that the text names is of {newest}"
            yield self._at(path, _line_with(path, "as_of"), message, "warning")

    def _pair(self, folder: Path) -> Generator[Problem, None, dict[str, Draft]]:
        """Check both languages and each against the other; returns the drafts by file name."""
        drafts: dict[str, Draft] = {}
        for language in LANGUAGES:
            path = folder / f"{language}.md"
            try:
                drafts[path.name] = parse(path.read_text(encoding="utf-8"))
            except FileNotFoundError:
                yield self._at(path, 1, "the file is missing; every text is kept in French and in English")
                continue
            except UnicodeDecodeError:
                yield self._at(path, 1, "the file is not UTF-8 text; save it again as UTF-8")
                continue
            yield from (self._at(path, line, fault) for line, fault in drafts[path.name].faults)
            yield from self._statements(path, drafts[path.name])
        if len(drafts) == len(LANGUAGES):
            yield from self._twins(folder, drafts["fr.md"], drafts["en.md"])
        return drafts

    def _statements(self, path: Path, draft: Draft) -> Iterator[Problem]:
        seen: dict[str, int] = {}
        asked = {question.casefold(): 0 for question in draft.unanswered}
        for line in draft.lines:
            for question in line.questions:
                if asked.setdefault(question.casefold(), line.number) != line.number:
                    first = asked[question.casefold()]
                    where = f"answered on line {first}" if first else "answered by nothing"
                    message = f"the question '{question}' is also said to be {where}"
                    yield self._at(path, line.number, message)
            for message in _faults_of(line):
                yield self._at(path, line.number, message)
            for source_id in line.source_ids:
                if source_id not in self.source_ids:
                    yield self._at(path, line.number, f"the source {source_id} is not in sources.yaml")
            if line.text in seen:
                yield self._at(path, line.number, f"the sentence already stands on line {seen[line.text]}")
            seen[line.text] = line.number
            if len(line.text.split()) > SLACK_WORDS:
                yield self._at(path, line.number, f"the sentence has more than {SLACK_WORDS} words", "warning")

    def _twins(self, folder: Path, french: Draft, english: Draft) -> Iterator[Problem]:
        path = folder / "en.md"
        kinds = [[part.kind for part in draft.parts] for draft in (french, english)]
        if kinds[0] != kinds[1]:
            yield self._at(path, 1, "the sections are not the same, in the same order, as in fr.md")
            return
        for ours, theirs in zip(french.parts, english.parts, strict=True):
            yield from self._twin_parts(path, ours, theirs)

    def _twin_parts(self, path: Path, french: Part, english: Part) -> Iterator[Problem]:
        if [len(p) for p in french.paragraphs] != [len(p) for p in english.paragraphs]:
            message = f"'{english.heading}' has not as many sentences, paragraph by paragraph, as '{french.heading}'"
            yield self._at(path, english.number, message + f" ({len(english.lines)}, not {len(french.lines)})")
            return
        for ours, theirs in zip(french.lines, english.lines, strict=True):
            if ours.mark != theirs.mark:
                yield self._at(path, theirs.number, f"the mark differs from that of fr.md, line {ours.number}")
            here, there = figures(theirs.text, "en"), figures(ours.text, "fr")
            if here != there:
                told = f"only here: {_list(here - there)}; only there: {_list(there - here)}"
                message = f"the figures differ from those of fr.md, line {ours.number} ({told})"
                yield self._at(path, theirs.number, message)

    def _sections(self, path: Path, draft: Draft) -> Iterator[Problem]:
        parts = {part.kind: part for part in draft.parts}
        for kind, tag in REQUIRED.items():
            if kind not in parts:
                yield self._at(path, 1, f"there is no section {{{kind}}}")
            elif not any(tag in line.tags for part in draft.parts if part.kind == kind for line in part.lines):
                yield self._at(path, parts[kind].number, f"no sentence of this section carries #{tag}")
        for kind in EXPECTED:
            if kind not in parts:
                yield self._at(path, 1, f"there is no section {{{kind}}}", "warning")

    def _rules(self, path: Path, draft: Draft, card: SchemeFile) -> Iterator[Problem]:
        stated = {tag for line in draft.lines for tag in line.tags}
        for name, tag in RULE_TAGS.items():
            if not isinstance(getattr(card.eligibility, name), str) and tag not in stated:
                yield self._at(path, 1, f"scheme.yaml has a rule '{name}', but no sentence carries #{tag}")

    def _between_cards(self) -> Iterator[Problem]:
        owners: dict[str, list[str]] = defaultdict(list)
        for card_id, card in self.cards.items():
            path = self.root / "schemes" / card_id / "scheme.yaml"
            replaced_by = (card.status.replaced_by,) if card.status.replaced_by else ()
            for key, others in (("confused_with", card.confused_with), ("replaced_by", replaced_by)):
                for other in others:
                    if not (self.root / "schemes" / other).is_dir():
                        yield self._at(path, _line_with(path, key), f"'{key}' names '{other}', which is no card")
            if card.status.value == "replaced" and not replaced_by:
                yield self._at(path, _line_with(path, "status"), "the status is 'replaced', but not by which card")
            for alias in {a.casefold() for a in (*card.aliases, card.names.fr, card.names.en)}:
                owners[alias].append(card_id)
        for alias, ids in owners.items():
            for card_id in ids if len(ids) > 1 else ():
                path = self.root / "schemes" / card_id / "scheme.yaml"
                rivals = ", ".join(i for i in ids if i != card_id)
                yield self._at(path, 1, f"the name '{alias}' is also a name of {rivals}", "warning")


def _faults_of(line: Line) -> Iterator[str]:
    if line.footing in ("stated", "inferred") and not line.source_ids:
        yield "the sentence names no source; add one such as S31, or mark it 'U #unknown' or '-'"
    elif has_figure(line.text) and not line.source_ids:
        yield "the sentence holds a figure, so its mark must name a source"
    if line.footing == "unknown" and "unknown" not in line.tags:
        yield "a sentence marked U also carries #unknown"
    if line.text[-1] not in ".!?":
        yield "the sentence does not end with a full stop"
    if re.search("[\u00a0\u202f\u2009\u00ad\u2019\t]", line.text):
        yield "only ordinary spaces and straight apostrophes (') are used in the corpus"


def _line_with(path: Path, words: str) -> int:
    """First line of a file that holds ``words``, 1 where none does."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if words in line), 1)


def _list(counted: Counter[str]) -> str:
    return ", ".join(counted) or "nothing"
