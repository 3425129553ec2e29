"""Finding the schemes a question names: official names, former names, abbreviations, misspellings.

Names come from the cards alone. A name is matched on folded words; where the words
do not match to the letter, a typo-tolerant comparison (rapidfuzz) stands in, strict
on short names so that "miami" is not MIAI.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from assistant.language.text import LANGUAGES, STOPWORDS, WORD, fold, word_list, words
from corpus.model import Language, SchemeCard


@dataclass(frozen=True, slots=True)
class Mention:
    """A scheme named in a question: words ``first`` to ``last`` (exclusive) of ``words(question)``."""

    scheme_id: str
    first: int
    last: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    scheme_id: str
    joined: str  # the words without spaces


class NameIndex:
    """All names of all cards, longest first."""

    def __init__(self, cards: Mapping[str, SchemeCard]) -> None:
        seen: dict[tuple[str, ...], str] = {}
        for card in cards.values():
            for name in names_of(card):
                key = tuple(words(name))
                if key and not all(w in _TOO_COMMON for w in key):
                    seen.setdefault(key, card.id)
        ordered = sorted((_Name(k, v, _joined(k)) for k, v in seen.items()), key=lambda n: -len(n.joined))
        self._alike: dict[tuple[str, int], list[_Name]] = {}  # by first letter and length
        for entry in ordered:
            if len(entry.joined) >= _MISSPELT:
                self._alike.setdefault((entry.joined[0], len(entry.joined)), []).append(entry)
        self._exact = {n.joined: n for n in ordered}
        self._unlinked = {_joined(_telling_words(n.words)): n for n in reversed(ordered) if len(n.words) > 1}
        self._sounds = {sound: n for n in reversed(ordered) if len(sound := _sound(n.words)) >= _HEARD}
        self._loose = _unambiguous((_telling(name), card.id) for card in cards.values() for name in names_of(card))
        self._shown = {card.id: [words(name) for name in card.names.values()] for card in cards.values()}
        self._longest = max((len(n.words) for n in ordered), default=0)

        self.mentions = lru_cache(maxsize=512)(self._mentions)

    def _mentions(self, question: str) -> list[Mention]:
        """Schemes named in ``question``, in order, without overlaps (the longest name wins)."""
        tokens = words(question)
        found: list[Mention] = []
        for exact, match in ((True, self._spelt), (False, self._misspelt)):
            for size in range(min(self._longest + 2, len(tokens)), 0, -1):
                for first in range(len(tokens) - size + 1):
                    last = first + size
                    if any(m.first < last and first < m.last for m in found):
                        continue
                    name = match(tokens[first:last])
                    if name is not None:
                        found.append(Mention(name.scheme_id, first, last, exact))
        strong = [m for m in found if not _is_weak(tokens[m.first : m.last])]
        return sorted(strong or found, key=lambda m: m.first)

    def called(self, question: str) -> dict[str, str]:
        """Scheme id -> what ``question`` calls it, with its article, where no name shown is like it; "" otherwise."""
        spans, tokens = [m.span() for m in WORD.finditer(question)], words(question)
        called: dict[str, str] = {}
        for m in self.mentions(question) if len(spans) == len(tokens) else ():
            said, start = tokens[m.first : m.last], spans[m.first][0]
            shown = [[w for w in name if w not in _TOO_COMMON] for name in self._shown[m.scheme_id]]
            like = any(set(said) & set(name) or _joined(said) == _joined(name) for name in shown)
            article = _ARTICLE.search(question[:start])
            led = _UNBOUND.get(article[0].lower(), article[0].lower()) if article else ""
            called[m.scheme_id] = led + question[start : spans[m.last - 1][1]] if m.exact and not like else ""
        return called

    def paired(self, question: str) -> bool:
        """Whether two schemes are named side by side ("A ou B", "A and B", "A compared with B")."""
        tokens, found = words(question), self.mentions(question)
        return any(
            a.scheme_id != b.scheme_id and _JOINING & set(tokens[a.last : b.first])
            for a, b in itertools.pairwise(found)
        )

    def certainty(self, question: str) -> float:
        """How surely ``question`` names a scheme: 1 by its own name, 0.5 by a common noun or a misspelling, else 0."""
        tokens = words(question)
        named = self.mentions(question)
        return max((1.0 if m.exact and not _is_weak(tokens[m.first : m.last]) else 0.5 for m in named), default=0.0)

    def loosely(self, phrase: str) -> str | None:
        """The scheme that ``phrase`` names but for articles and "AI" ("l'aide du Grand Est"); in a fragment only."""
        return self._loose.get(_telling(phrase))

    def without_names(self, question: str) -> str:
        """``question`` as folded words, the schemes' names taken out: they tell nothing of its language."""
        named = {at for m in self.mentions(question) for at in range(m.first, m.last)}
        return " ".join(word for at, word in enumerate(words(question)) if at not in named)

    def blanked(self, question: str) -> str:
        """``question`` folded, the schemes' names left out, everything else (apostrophes, marks) in its place."""
        folded = fold(question)
        spans = [m.span() for m in WORD.finditer(folded)]
        for mention in reversed(self.mentions(question)):
            folded = folded[: spans[mention.first][0]] + folded[spans[mention.last - 1][1] :]
        return folded

    def _spelt(self, tokens: Sequence[str]) -> _Name | None:
        """The name that words are: to the letter, but for words that link them, or by their sound."""
        if name := self._exact.get(_joined(tokens)):
            glued = len(tokens) > 1 and tokens[0] in _GLUE and name.words[0] != tokens[0]
            return None if glued else name  # "à i-Démo" is not "AI-Démo"
        bare = _telling_words(tokens)
        if 1 < len(bare) < len(tokens) and (bare[0], bare[-1]) == (tokens[0], tokens[-1]):
            return self._unlinked.get(_joined(bare))  # "France 2030 en AuRA" is "France 2030 AuRA"
        return self._sounds.get(_sound(tokens)) if len(tokens) > 1 and _tells_enough(tokens) else None

    def _misspelt(self, tokens: Sequence[str]) -> _Name | None:
        """The name nearest to words, a slip away from it, or two where they are long."""
        if not _tells_enough(tokens):
            return None
        joined = _joined(tokens)
        allowed = 1 if len(joined) < 9 else 2
        lengths = range(len(joined) - allowed, len(joined) + allowed + 1)
        alike = (name for length in lengths for name in self._alike.get((joined[0], length), ()))
        slips = (
            (DamerauLevenshtein.distance(name.joined, joined, score_cutoff=allowed), name)
            for name in alike
            if _may_be(tokens, name.words)
        )
        fewest, nearest = min(slips, key=lambda pair: pair[0], default=(allowed + 1, None))
        return nearest if fewest <= allowed else None


def _tells_enough(tokens: Sequence[str]) -> bool:
    """Whether words are long enough, and begin and end with words of their own, to be a name in another spelling."""
    return len(_joined(tokens)) >= _MISSPELT and not {tokens[0], tokens[-1]} & _TOO_COMMON


def _may_be(tokens: Sequence[str], name: Sequence[str]) -> bool:
    """Whether words may be a name with slips in it, by the words at their ends."""
    if tokens[0] != name[0] and (tokens[0] in STOPWORDS or len(tokens[0]) == 1):
        return False  # "I'm in Grenoble" is not "MIAI Grenoble"
    if tokens[-1] in STOPWORDS - set(name) and len(tokens[-1]) == len(name[-1]):
        return False  # "les accélérateurs, on passe ?" names no "Accélérateurs IA"
    return not _is_part(tokens, name)


def is_common_noun(tokens: Sequence[str]) -> bool:
    """Whether a name is a common noun as well ("diagnostic", "feuille de route")."""
    return _is_weak(tokens) or " ".join(tokens) in ("feuille de route", "the roadmap")


def _is_weak(tokens: Sequence[str]) -> bool:
    return " ".join(tokens) in _WEAK or frozenset(tokens) - _GLUE in _WEAK_PAIRS


def _joined(tokens: Sequence[str]) -> str:
    """Words without spaces, the region by the short form of its name."""
    return "".join(tokens).replace("auvergnerhonealpes", "aura")


def _telling_words(tokens: Sequence[str]) -> list[str]:
    """The words of a name without those that only link them."""
    return [token for token in tokens if token not in _GLUE and token not in _LINKS]


def _telling(name: str) -> frozenset[str]:
    return frozenset(w for w in words(name) if w not in _GLUE and w not in _TOPIC)


def _unambiguous(pairs: Iterable[tuple[frozenset[str], str]]) -> dict[frozenset[str], str]:
    """Keys of at least two words that lead to one scheme only."""
    found: dict[frozenset[str], set[str]] = {}
    for key, scheme_id in pairs:
        found.setdefault(key, set()).add(scheme_id)
    return {key: min(ids) for key, ids in found.items() if len(ids) == 1 and len(key) > 1}


def _is_part(tokens: Sequence[str], name: Sequence[str]) -> bool:
    """A single word of a longer name is not the name misspelt ("règlement", "Règlement IA")."""
    return len(tokens) < len(name) and set(tokens) < set(name) and not set(tokens) <= _WEAK


_GLUE = frozenset(word_list("a de d du la le les l un une et of the to in for and"))
_ARTICLE = re.compile(r"\b(?:(?:the|les?|la|du|des|aux?) |l['’])$", re.IGNORECASE)
_UNBOUND = {"du ": "le ", "au ": "le ", "des ": "les ", "aux ": "les "}
_LINKS = frozenset(word_list("en dans pour"))
_TOPIC = frozenset(word_list("ia ai intelligence artificielle artificial what about quid cote sur en on et"))
_MISSPELT = 6  # letters from which a name is recognised with a slip
_HEARD = 7  # letters from which a name is recognised by its sound


def _sound(tokens: Sequence[str]) -> str:
    """A name as it is heard: what people spell in several ways made one ("numerik", "numériques").

    >>> _sound(["atouts", "numeriques"]), _sound(["atout", "numerik"])
    ('atoutnumerik', 'atoutnumerik')
    """
    return "".join(_word_sound(token) for token in tokens)


@lru_cache(maxsize=4096)
def _word_sound(token: str) -> str:
    bare = re.sub(r"(?<=\w{3})e?s$", "", token) if len(token) > 4 else token
    for written, heard in (("qu", "k"), ("ph", "f"), ("ck", "k"), ("c", "k"), ("z", "s"), ("y", "i"), ("h", "")):
        bare = bare.replace(written, heard)
    bare = re.sub(r"(.)\1", r"\1", bare)
    return bare[:-1] if bare.endswith("e") and len(bare) > 4 else bare


def names_of(card: SchemeCard) -> list[str]:
    """Every name of a card, official ones first; a name shown is one of them."""
    shown = [display_name(card, language) for language in LANGUAGES]
    return [*card.names.values(), *card.aliases, *shown, *card.misspellings]


def partial_name(card: SchemeCard | None, text: str) -> str:
    """The alias by which ``text`` names a card and which is like no name shown: it means a part of it; else ""."""
    if card is None:
        return ""
    said = f" {' '.join(words(text))} "
    used = (name for name in names_of(card) if f" {' '.join(words(name))} " in said)
    longest = set(words(max(used, key=len, default="")))
    shown = {word for name in card.names.values() for word in words(name) if word not in _TOO_COMMON}
    return " ".join(sorted(longest)) if len(longest - _TOO_COMMON) > 1 and not longest & shown else ""


def without_names_of(cards: Iterable[SchemeCard], text: str) -> str:
    """``text`` as folded words, without those that make up a name of one of ``cards``."""
    rest = f" {' '.join(words(text))} "
    for name in sorted((" ".join(words(n)) for c in cards for n in names_of(c)), key=len, reverse=True):
        rest = rest.replace(f" {name} ", " ") if name else rest
    return rest.strip()


def without_words_of(card: SchemeCard, text: str) -> str:
    """``text`` as folded words, without any that stands in a name of a card or of its publisher."""
    own = {word for name in (*names_of(card), card.publisher) for word in words(name)}
    return " ".join(word for word in words(text) if word not in own)


def names_any(cards: Iterable[SchemeCard], text: str) -> bool:
    """Whether a text holds a name of one of ``cards``."""
    return without_names_of(cards, text) != " ".join(words(text))


def display_name(card: SchemeCard, language: Language) -> str:
    """The name to show in a language."""
    name = card.names.get(language) or next(iter(card.names.values()))
    short = re.sub(r"\s*\([^)]*\)$", "", name)
    return re.sub(r"\s+(?:de la Région |en |in |for )?(?:Auvergne-Rhône-Alpes|AuRA)$", "", short) or short


def is_common(word: str) -> bool:
    """Whether a word of a name names nothing alone ("aide", "régional")."""
    return word in _TOO_COMMON


_JOINING = frozenset(["et", "ou", "qu", "and", "or", "vs", "versus", "que", "than", "avec", "with", "contre"])
# Names that are also common nouns: they name their scheme only where nothing else is named.
_WEAK = frozenset(
    word_list("diagnostic diag diagnosis audit roadmap webinaires webinars webinar webinaire accelerateur accelerators")
)
_WEAK_PAIRS = frozenset(
    frozenset(word_list(pair))
    for pair in ("projet innovation", "projets innovation", "innovation project", "innovation projects")
)
# Words that are in some name but name nothing alone.
_TOO_COMMON = frozenset(
    word_list("""
    ia ai le la les l de du des d un une et the of and a for to in aide aides plan region regional
    france pack programme program kit formation training network reseau call
    """)
)
