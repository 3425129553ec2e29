"""Figures as a firm states them of itself: neither a bound ("moins de 10") nor a range, which are rules asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

NUMBER = r"(\d{1,3}(?:[ .,]\d{3})+|\d+(?:[.,]\d+)?)"
FIRM = (
    r"(?:firm|team|equipe|entreprise|societe|boite|company|business|pme|sme|tpe|eti|atelier|workshop|start-?up|"
    r"menuiserie|agence|cabinet|usine|factory|shop|studio)"
)
# What stands before a figure that is a bound, a range or people to be trained: not this firm's headcount.
_BOUND = re.compile(
    r"(?:moins d[e']|plus d[e']|au[- ]dela d[e']|jusqu'a|au moins|au plus|entre|seuil d[e']|less than|fewer than|"
    r"more than|(?<!turn )(?<!turns )\bover|under|above|below|up to|at least|at most|between|minimum|maximum|"
    r"\d ?(?:a|to|et|and|-|–)|>|<|form(?:er|ons)|recrut(?:er|ons)|embauch(?:er|ons)|train|hire|recruit) ?(?:€ ?)?$"
)
_RANGE_AFTER = re.compile(r" ?(?:a|to|et|and|-|–) ?€? ?\d")


def taken_off(patterns: Iterable[re.Pattern[str]], folded: str) -> str:
    """``folded`` text without what the patterns find."""
    for pattern in patterns:
        folded = pattern.sub(" ", folded)
    return folded


def exact(patterns: Iterable[re.Pattern[str]], folded: str) -> Iterator[re.Match[str]]:
    """Matches whose figure is said of the firm itself: no bound before it, no range around it."""
    for pattern in patterns:
        for match in pattern.finditer(folded):
            first = next(i for i in range(1, pattern.groups + 1) if match.group(i))
            before = folded[: match.start(first)]
            if not _BOUND.search(before) and not _RANGE_AFTER.match(folded, match.end(first)):
                yield match
