"""Whether a sentence that is not a quotation still says only what one quote says.

A machine cannot judge every paraphrase, so only shortening is believed: the words of
the sentence stand in the quote in the same order, close together, and everything that
could turn their meaning (denials, conditions, bounds, tenses, figures, names) is kept.
What this refuses is shown as a quotation instead: nothing is lost but style.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.language.claims import Figure, figures, is_negation, name_sequences
from assistant.language.text import STOPWORDS, fold, word_list, words

DENSE = 0.6  # share of the quote's content words, between the first and the last used, that must be kept
LEAST = 3  # content words a shortened sentence must keep
_NEAR = 3  # words around the stretch used in which a bound still belongs to it

# Whole-quote turns: a condition anywhere in the quote must be kept.
_CONDITIONS = frozenset(
    word_list("if unless only except provided si sauf seulement seul seule seuls seules uniquement condition hormis")
)
# Local turns: they bear on the words beside them.
_BOUNDS = frozenset(
    word_list("""
    plus moins moindre maximum minimum jusqu environ avant apres depuis fin debut pres dela deja bientot parfois
    most least more less fewer over under above below up about nearly before after until since almost already soon
    peut peuvent peux pouvait pourrait pourraient devait devrait devraient doit doivent faut sera seront serait seraient
    etait etaient fut ete avait avaient aura auront
    can could may might must should would will was were had been ever yet
    """)
)
# The only words that may be added: articles, and
_ARTICLES = frozenset(word_list("le la les l un une the a an"))
# words that only say where a statement comes from.
_ATTRIBUTION = frozenset(
    word_list("selon according source sources document documents indique indiquent states say says note")
)


def restates(sentence: str, quote: str) -> bool:
    """Whether ``sentence`` is a shortening of ``quote`` that keeps its meaning (a strict stand-in for entailment).

    >>> quote = "The fund lends up to 30,000 euros to firms of the region, according to its page."
    >>> restates("The fund lends up to 30,000 euros to firms.", quote), restates("The fund lends 30,000 euros.", quote)
    (True, False)
    """
    mine, theirs = _plain_words(sentence), _plain_words(quote)
    if _strict_turns(mine) != _strict_turns(theirs) or not _keeps_figures(figures(sentence), figures(quote)):
        return False
    wanted = [w for w in mine if w not in _ARTICLES and w not in _ATTRIBUTION]
    if sum(not _is_free(w) and w not in _BOUNDS for w in wanted) < LEAST:
        return False
    names = frozenset(word for run in name_sequences(quote) for part in run for word in words(part))
    return any(
        _keeps_meaning(theirs, places, names)
        for start, word in enumerate(theirs)
        if wanted[0] == word and (places := _embedded(wanted, theirs, start)) is not None
    )


def _plain_words(text: str) -> list[str]:
    """Words with the few forms undone that would be cut into something else."""
    folded = (
        fold(text)
        .replace("d'apres", "selon")
        .replace("according to", "according")
        .replace("can't", "cannot")
        .replace("won't", "will not")
    )
    return words(folded)


def _keeps_figures(mine: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    """Figures in the quote's order, each with its unit or with none."""
    rest = iter(theirs)
    return all(any(f.value == g.value and f.unit in ("", g.unit) for g in rest) for f in mine)


def _strict_turns(tokens: Sequence[str]) -> list[str]:
    return [w for w in tokens if is_negation(w) or w in _CONDITIONS]


def _is_free(word: str) -> bool:
    """A function word that turns nothing."""
    return word in STOPWORDS and not is_negation(word) and word not in _CONDITIONS and word not in _BOUNDS


def _embedded(wanted: Sequence[str], theirs: Sequence[str], start: int) -> list[int] | None:
    """Places of ``wanted`` in ``theirs``, in order from ``start``; ``None`` where a word is missing."""
    places: list[int] = []
    at = start
    for word in wanted:
        while at < len(theirs) and word != theirs[at]:
            at += 1
        if at == len(theirs):
            return None
        places.append(at)
        at += 1
    return places


def _keeps_meaning(theirs: Sequence[str], places: Sequence[int], names: frozenset[str]) -> bool:
    """Nothing that counts is left out of the stretch of the quote that is used; ``names`` are words of its names."""
    used, first, last = set(places), places[0], places[-1]
    while first and theirs[first] in names and theirs[first - 1] in names:
        first -= 1  # a name is kept whole
    while last + 1 < len(theirs) and theirs[last] in names and theirs[last + 1] in names:
        last += 1
    inside = range(first, last + 1)
    around = range(max(0, first - _NEAR), min(len(theirs), last + 1 + _NEAR))
    if any(theirs[i] in _BOUNDS and i not in used for i in around):
        return False
    if any((theirs[i][0].isdigit() or theirs[i] in names) and i not in used for i in inside):
        return False
    content = [i for i in inside if not _is_free(theirs[i])]
    return sum(i in used for i in content) >= DENSE * len(content)
