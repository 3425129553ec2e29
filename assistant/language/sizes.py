"""Sizes of firms as texts name them, and whether what a text says of one size concerns a firm of another."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.text import fold

# Staff from which a firm is no longer of the size before (decree 2008-1354).
SMALL, MEDIUM, MID_CAP, LARGE = 10, 50, 250, 5000
SIZES: dict[str, re.Pattern[str]] = {
    "tiny": re.compile(
        r"\btpe\b|\bvses?\b|tres petites?|very small|moins de 10\b|(?:fewer|less) than 10\b|under 10\b|"
        r"trop petites?|too small"
    ),
    "small": re.compile(r"(?<!tres )(?<!trop )\bpetites?\b|(?<!very )(?<!too )\bsmall\b|\bpme\b|\bsmes?\b"),
    "medium": re.compile(r"\bmoyennes?\b|\bmedium\b|\bpme\b|\bsmes?\b"),
    "mid_cap": re.compile(r"\beti\b|mid-?caps?\b|intermediaire"),
    "large": re.compile(r"\bgrand(?:e?s?)\b|\blarge\b"),
}


@lru_cache(maxsize=8192)
def sizes_in(text: str) -> frozenset[str]:
    """The sizes that a text names.

    >>> sorted(sizes_in("60% (small), 50% (medium) or 40% (large)"))
    ['large', 'medium', 'small']
    """
    folded = fold(text)
    return frozenset(size for size, pattern in SIZES.items() if pattern.search(folded))


def size_of_staff(staff: int) -> str:
    """The size of a firm of so many staff, by headcount alone."""
    bounds = {"tiny": SMALL, "small": MEDIUM, "medium": MID_CAP, "mid_cap": LARGE}
    return next((size for size, bound in bounds.items() if staff < bound), "large")


def is_of_another_size(text: str, staff: int) -> bool:
    """Whether a text speaks of very small firms alone, or of mid-caps alone, and the firm is none.

    >>> is_of_another_size("A very small firm falls outside.", 40), is_of_another_size("SMEs and mid-caps may.", 40)
    (True, False)
    """
    named = sizes_in(text)
    return named in ({"tiny"}, {"mid_cap"}) and size_of_staff(staff) not in named
