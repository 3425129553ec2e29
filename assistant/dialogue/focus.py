"""Which schemes a conversation is about: those spoken of, by salience, and what a cue picks among them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.dialogue.anaphora import Cues
from assistant.dialogue.describing import come_back, of_kind, the_one
from assistant.dialogue.items import Items
from assistant.dialogue.phrasing import short_name
from assistant.language.entities import is_common
from assistant.language.text import LANGUAGES, fold, words
from corpus.model import Language, SchemeCard, Tag

MOST = 3  # subjects that "both" or "which one" may take from a list


@dataclass(frozen=True, slots=True)
class Focus:
    """Scheme ids: ``current`` of the turn before, ``recent`` latest first, ``order`` by first mention,
    ``listed`` by the answer before (or named side by side in the question before)."""

    current: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    def moved_to(self, subjects: Sequence[str]) -> Focus:
        """The focus after a turn about ``subjects``."""
        return Focus(
            tuple(subjects),
            tuple(dict.fromkeys([*reversed(subjects), *self.recent])),
            tuple(dict.fromkeys([*self.order, *subjects])),
            tuple(subjects) if len(subjects) > 1 else (),
        )

    def with_listed(self, listed: Sequence[str]) -> Focus:
        """The focus once the answer is known: what it names can be pointed at."""
        if not listed:
            return self
        return replace(self, listed=self.listed or tuple(listed), order=self.order or tuple(listed))

    @property
    def salient(self) -> tuple[str, ...]:
        """What a pronoun means: the current subjects, else the first thing the answer named, else the latest."""
        return self.current or self.listed[:1] or self.recent[:1]


@dataclass(frozen=True, slots=True)
class Past:
    """What a question can lean on. ``base`` is the last standalone question that asks something."""

    focus: Focus
    base: str
    facets: tuple[Tag, ...]
    language: Language
    items: Items | None = None  # what was listed last within one subject
    called: Mapping[str, str] = field(default_factory=dict)  # what the asker calls a scheme, as in ``NameIndex.called``


def pick(cues: Cues, focus: Focus, cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    """The schemes that the question's cues mean; none where no cue picks any."""
    chosen: tuple[str, ...] = ()
    if cues.ordinal:
        chosen = _nth(cues, focus, cards)
    if not chosen and cues.several:
        chosen = _several(focus, cues.two)
    if not chosen and cues.returns:
        chosen = come_back(fold(cues.core), (*focus.recent, *focus.listed), cards)
    if not chosen:
        chosen = _described(fold(cues.core), focus, cards)
    if not chosen and (cues.other or (cues.corrects and not focus.listed and _names_nothing(cues))):
        chosen = _other(focus, cards)
    if chosen and cues.relates and not set(chosen) & set(focus.current) and not cues.several:
        return (*focus.current[:1], *chosen)
    return chosen


def in_its_place(focus: Focus, cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    """What there is in place of the one scheme spoken of, where that has ended: its successor, else one like it."""
    card = cards.get(focus.current[0]) if len(focus.current) == 1 else None
    if card is None or card.status.value not in _ENDED:
        return ()
    if card.status.replaced_by:
        return (card.status.replaced_by,)
    alike = (c for c in map(cards.get, card.confused_with) if c and set(c.kinds) & set(card.kinds))
    return tuple(c.id for c in alike if c.status.value not in _ENDED)[:1]


def _names_nothing(cues: Cues) -> bool:
    return not words(cues.core) or bool(re.fullmatch(r"(?:non|no|pas celui.*|not that.*)\W*", fold(cues.core)))


def _nth(cues: Cues, focus: Focus, cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    """The nth of the answer's list, or of the conversation where it has gone from one scheme to the next."""
    assert cues.ordinal
    at = cues.ordinal - 1 if cues.ordinal > 0 else cues.ordinal
    by_turns = cues.returns or len(focus.current) == 1
    for row in (focus.order, focus.listed) if by_turns else (focus.listed, focus.order):
        for chosen in (of_kind(fold(cues.core), row, cards), row):  # "the first cluster"
            if len(row) > 1 and -len(chosen) <= at < len(chosen):
                return (chosen[at],)
    return ()


def _several(focus: Focus, two: bool) -> tuple[str, ...]:
    """What "both" (``two``) or "which of them" are of: the answer's list, or the schemes spoken of last."""
    if len(focus.listed) > 1:
        return focus.listed[:MOST]
    latest = focus.recent[: 2 if two else MOST]
    return tuple(reversed(latest)) if len(latest) > 1 else ()


def _other(focus: Focus, cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    """The other of two, the one spoken of before, or what the subject is mistaken for."""
    if len(focus.current) > 1:
        return focus.current[1:2]
    shown = focus.current or focus.listed[:1]
    for row in (focus.recent, focus.listed, _neighbours(shown, cards)):
        rest = [s for s in row if s not in shown]
        if rest:
            return (rest[0],)
    return ()


_ENDED = ("closed", "replaced")
# "the national one", "la version régionale", "le régionalisé".
_SCOPED = re.compile(
    r"\b(?:version|celui|celle|dispositif|appel|scheme|call|one|volet|edition|partie|part)s?\b[^.?!]{0,20}\b(national|"
    r"regional|europe)|\b(?:the|la|le|l')? ?(national|regional|europe)\w* (?:one|version|scheme|call|edition|"
    r"equivalent|program(?:me)?|fund|plan|strand|part)|"
    r"(?:\b(?:le|la|les|du|des|au|aux|the) |^)(nationa|regiona|europe)(?:l\w*|ux|\w*en\w*)?(?=\W*$| ?[,:;])|"
    r"\b(?:celui|celle|ceux|celles) de (?:la |l')(region|etat)\b|\bthe (region|state)'s\b"
)
_SCOPES = {"nation": "national", "etat": "national", "state": "national", "region": "regional", "europ": "european"}
# "et le kit ?", "and the plan that followed, …"
_ALONE = re.compile(
    r"(?:(?:et|and|ou|or|what about|quid du) )?(?:le|la|les|the) ([a-z]+)(?:\W*$|,| (?:that|which|qui) (?:l'|has |had |"
    r"a |avait |est |came |comes )*(?:followed|suivi|suivait|suit|venue?|after|next)\b)"
)
_THE = r"\b(?:the|le|la|ce|cet|cette|this|that|du|au)"


def _described(folded: str, focus: Focus, cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    """A scheme meant by its scope or by a word of its name ("the booster", "the Loire one")."""
    known = _name_words(focus.current, cards)
    near = _neighbours(focus.current, cards)
    scoped = _SCOPED.search(folded)
    if scoped:
        told = next(g for g in scoped.groups() if g)
        scope = next(scope for head, scope in _SCOPES.items() if told.startswith(head))
        if all(cards[s].scope != scope for s in focus.current if s in cards):
            return tuple(c for c in near if cards[c].scope == scope)[:1]
    alone = _ALONE.match(folded)
    if alone and (headed := [s for s in near if words(cards[s].names["fr"])[0] == alone.group(1)]):
        return (headed[0],)  # "et le kit ?"
    if one := the_one(folded, (*focus.recent, *focus.listed, *near), focus.current, cards):
        return one
    for scheme in (*focus.recent, *focus.listed, *near):
        if scheme in focus.current or scheme not in cards:
            continue
        own = _name_words((scheme,), cards) - known
        first = {words(cards[scheme].names["fr"])[0]} if scheme in near and scheme not in focus.order else own
        if any(re.search(rf"{_THE} {re.escape(word)}\b|\bl'{re.escape(word)}\b", folded) for word in first & own):
            return (scheme,)
    return ()


def _name_words(schemes: Sequence[str], cards: Mapping[str, SchemeCard]) -> set[str]:
    """The words of short names that can stand for the whole name."""
    named = {w for s in schemes if s in cards for language in LANGUAGES for w in words(short_name(cards[s], language))}
    return {w for w in named if len(w) > 2 and not is_common(w)}


def _neighbours(schemes: Sequence[str], cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    """The cards that these are mistaken for."""
    return tuple(c for s in schemes if s in cards for c in cards[s].confused_with if c in cards and c not in schemes)
