"""Two or three schemes held against one another: the figures asked for side by side, and which is higher."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.composition.draft import Line, quoted
from assistant.evidence.extracts import Extract
from assistant.language.claims import figures, outranks
from assistant.language.counting import counted, holds_count
from assistant.language.intent import ELIGIBILITY_TAGS, Intent
from assistant.language.text import fold
from assistant.language.wording import framed, joined_after_colon, phrase
from corpus.model import Language, Tag

BY_DEGREE = re.compile(
    r"\b(?:plus|davantage|moins|more|most|less|least|fewer|(?:bigg|larg|high|long|great|small|low|cheap|short|generous|old|young|earli|lat)e(?:r|st))\b"
)
# What a comparison is of, by its own words; of sums where none is said.
_COMPARED: tuple[tuple[Tag, re.Pattern[str]], ...] = (
    ("duration", re.compile(r"\b(?:long\w*|short\w*|courte?s?|dure\w*|rapide\w*|quick\w*|last\w*)\b")),
    ("dates", re.compile(r"\b(?:old\w*|young\w*|earlier|later|ancien\w*|recente?s?|vieux|vieille)\b")),
    ("cost", re.compile(r"\b(?:chere?s?|cher|cout\w*|cheap\w*|cost\w*|pay\w*)\b")),
    ("project", re.compile(r"\bprojets?\b|\bprojects?\b")),
    ("employees", re.compile(r"\b(?:salaries|staff|employees|company size|taille d'entreprise)\b")),
)
_NO_FIGURE: frozenset[Tag] = frozenset(("lookalike", "definition", "disputed", "aim", "sector"))


def facets_compared(question: str, intent: Intent) -> tuple[Tag, ...]:
    """What a question on several schemes asks of each, most specific first; empty where it asks what they are."""
    folded = fold(question)
    asked = tuple(f for f in intent.facets if f not in _NO_FIGURE)
    if not BY_DEGREE.search(folded):
        return asked
    meant = next((tag for tag, pattern in _COMPARED if pattern.search(folded)), None)
    return tuple(dict.fromkeys((*((meant,) if meant else ()), *asked))) or ("amount",)


def side_by_side(told: Sequence[Extract], language: Language) -> list[Line]:
    """One statement of each scheme; of two with sums of like kind, in one line, the higher first, which it says."""
    alike = len({"budget" in fold(e.text) for e in told}) == 1  # a project's budget is no aid
    if len(told) == 2 and alike:
        for higher, lower in (told, told[::-1]):
            if outranks(higher.text, lower.text):
                first, second = (quoted(e).text.rstrip(".") for e in (higher, lower))
                both = f"{first}{' ; ' if language == 'fr' else '; '}{joined_after_colon(second, language)}."
                return [Line(framed(phrase("higher_first", language), both, language), (higher, lower), "lead")]
    return [quoted(e, "lead") for e in told]


def things_compared(question: str) -> re.Pattern[str] | None:
    """What a comparison counts ("which has more members?"); ``None`` where it counts nothing."""
    found = re.search(r"\b(?:(?:more|most|fewer)(?! than)|(?:plus|moins) d(?:e |'))\s*([a-z]+)", fold(question))
    return counted(f"how many {found.group(1)}") if found else counted(question)


def most_telling(ranked: Sequence[Extract], facet: Tag, things: re.Pattern[str] | None = None) -> Extract | None:
    """The best statement of a facet, one with figures before others, or of how many things there are."""
    apart = [e for e in ranked if "lookalike" not in e.tags and e.kind != "disputed"]
    if things is not None:
        return next((e for e in apart if holds_count(e.text, things)), None)
    tagged = [e for e in apart if facet in e.tags]
    tagged = [e for e in tagged if e.kind == "audience"] or tagged if facet in ELIGIBILITY_TAGS else tagged
    if not tagged and facet == "budget":  # where no whole sum is told, what is said of the aid
        tagged = [e for e in apart if "amount" in e.tags and "rate" not in e.tags]
    return next((e for e in tagged if figures(e.text)), tagged[0] if tagged else None)
