"""Longer names that begin like a scheme's and are none: "Diag Cybersécurité", "the roadmap for ski resorts"."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.dialogue.topic import is_usual
from assistant.language.entities import Mention, NameIndex, is_common_noun
from assistant.language.intent import read_intent
from assistant.language.places import without_places
from assistant.language.text import STOPWORDS, WORD, fold, word_list, words
from assistant.language.trades import without_trades

# What stands right after a name and may make it another's: capitalised words ("Diag Cybersécurité"), …
_CAPITALS = re.compile(r"[ -](?:[A-ZÀ-Þ][\w'’&-]*(?: |$|(?=\W)))+")
# … after a common noun what it is of ("diagnostic de performance énergétique"), …
_OF = re.compile(
    r" (?:de la |de l['’]|d['’]|du |des |de |sur |on |of )(?:les? |la |l['’]|the )?([^,:;.?!]+)", re.IGNORECASE
)
# … and after a plan what it is for, which is not the asker's firm ("the roadmap for ski resorts").
_FOR = re.compile(
    r" (?:pour|for|on|sur) (?:les? |la |l['’]|the )?(?!(?:une?|an?|ma|mon|mes|moi|my|me|notre|nos|nous|our|us)\b)"
    r"([^,:;.?!]+)",
    re.IGNORECASE,
)
_PLANS = frozenset(word_list("route roadmap map"))  # last words of what plans are called
# What every card is about makes no name another's.
_OWN_FIELD = frozenset(word_list("ia ai intelligence artificielle artificial pme tpe eti sme smes data"))


def namesake(
    question: str, mention: Mention, names: NameIndex, speaks_of: Callable[[str, str], bool]
) -> tuple[str, ...]:
    """The folded words after a name in ``question`` that make it another's and that the card never speaks of.

    Capitals right after it; after a common noun also its matter ("diagnostic de performance énergétique").
    """
    spans, tokens = [m.span() for m in WORD.finditer(question)], words(question)
    if len(spans) != len(tokens):
        return ()
    after, last = question[spans[mention.last - 1][1] :], tokens[mention.last - 1]
    found = _CAPITALS.match(after)
    told = found.group() if found and not question.isupper() else ""
    if not told and is_common_noun(tokens[mention.first : mention.last]):
        found = (_FOR.match(after) if last in _PLANS else None) or _OF.match(after)
        told = found.group(1) if found else ""
    if not told or names.mentions(told) or read_intent(told).facets:
        return ()
    rest = words(without_trades(without_places(fold(told))))
    matter = [w for w in rest if w not in STOPWORDS | _OWN_FIELD and len(w) > 1 and not w.isdigit() and not is_usual(w)]
    return () if any(speaks_of(mention.scheme_id, w) for w in matter) else tuple(matter)
