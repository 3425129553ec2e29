"""What the corpus covers, counted: the adviser's overview."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corpus.cards import load_cards, load_sources
from corpus.entries import entries
from corpus.markdown import read
from corpus.model import today

AGE_BANDS = ("under 3 months", "3 to 12 months", "1 to 3 years", "over 3 years", "no date")


@dataclass(frozen=True, slots=True)
class CorpusStats:
    """Counts over the cards; those of statements are of the French texts, which the English ones mirror.

    ``ages`` bands the date of each card's newest evidence; ``grades`` the best evidence of each card;
    ``statement_grades`` the grade of each statement's first source.
    """

    cards: int
    documents: int
    statements: int
    sources: int
    axes: dict[str, int]
    statuses: dict[str, int]
    grades: dict[str, int]
    ages: dict[str, int]
    statement_grades: dict[str, int]

    def plot(self, path: Path) -> None:
        """Write the counts as a picture; the file's suffix decides the format."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(10, 6.5), layout="constrained")
        figure.suptitle(f"{self.cards} cards, {self.statements} statements in each language, {self.sources} sources")
        charts = {
            "Axis of the roadmap": self.axes,
            "Status": self.statuses,
            "Best evidence of each card": self.grades,
            "Age of each card's newest evidence": self.ages,
        }
        for axes, (title, counts) in zip(figure.subplots(2, 2).flat, charts.items(), strict=True):
            bars = axes.barh(list(counts), list(counts.values()), color="#174ea6")
            axes.bar_label(bars, padding=3)
            axes.invert_yaxis()
            axes.set_title(title, loc="left", fontsize=11)
            axes.spines[["top", "right", "bottom"]].set_visible(False)
            axes.xaxis.set_visible(False)
        figure.savefig(path, dpi=140)


def stats(corpus_dir: Path, day: dt.date | None = None) -> CorpusStats:
    """Count the corpus. ``day`` is today unless given. Raises ``CorpusError``."""
    cards, sources = load_cards(corpus_dir).values(), load_sources(corpus_dir)
    found = entries(corpus_dir)
    lines = [line for entry in found if entry.language == "fr" for line in read(entry.markdown).lines]
    grounds = Counter(sources[line.source_ids[0]].evidence if line.source_ids else line.footing for line in lines)
    axes = Counter(f"axis {axis}" for card in cards for axis in card.axes)
    axes["none"] = sum(not card.axes for card in cards)
    ages = Counter(age_band(card.as_of, day or today()) for card in cards)
    return CorpusStats(
        cards=len(cards),
        documents=len(found),
        statements=len(lines),
        sources=len(sources),
        axes=dict(sorted(axes.items())),
        statuses=dict(Counter(card.status.value for card in cards).most_common()),
        grades=dict(Counter(card.evidence for card in cards).most_common()),
        ages={band: ages[band] for band in AGE_BANDS if ages[band]},
        statement_grades=dict(grounds.most_common()),
    )


def age_band(date: str, day: dt.date) -> str:
    """The band of ``AGE_BANDS`` that a date, whole or cut short, falls into on ``day``.

    A date cut short counts as its first day: evidence is never made younger than it may be.

    >>> day = dt.date(2026, 11, 22)
    >>> age_band("2026-09-26", day), age_band("2022", day), age_band("", day)
    ('under 3 months', 'over 3 years', 'no date')
    """
    if not date:
        return AGE_BANDS[4]
    days = (day - dt.date.fromisoformat((date + "-01-01")[:10])).days
    return AGE_BANDS[0] if days < 92 else AGE_BANDS[1] if days < 366 else AGE_BANDS[2] if days < 1096 else AGE_BANDS[3]
