"""Whether a stranger's sentence is one of our lines, whole or cut: the stricter look a language model gets.

The verifier believes a shortening by word stems; that is enough for text made here. A model
may lie in ways that keep every stem ("X is financed by Y" made "X finances Y", "the Pack,
which replaced the Diag, is open" made "the Diag is open"), so its sentences must be a line
of the extractive answer, word for word, with at most a few plain words left out. What this
refuses is quoted instead: the reader loses style, never truth.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.language.claims import NUMBER_WORDS, name_sequences
from assistant.language.text import fold, word_list, words

KEPT = 0.6  # share of a line's words that a cut must keep
# An address is one word, so is a number with its separators; signs that carry meaning are words too.
_WORD = re.compile(r"https?://\S+|\S+@\S+|\d+(?:[.,  \u00a0\u202f]\d+)*|[^\W\d_]+|[%€$£+&<>=]")
_ARTICLES = frozenset(word_list("le la les l un une the a an"))
_ELIDED = frozenset(word_list("d l qu s n m t j c jusqu lorsqu"))  # nothing without the word they lean on
_DENIALS = frozenset(
    word_list("""
    ne n non ni aucun aucune aucuns aucunes pas guère nul nulle rien personne inconnu inconnue inconnus inconnues
    no not never none neither nor nobody nothing cannot unknown isn doesn aren don won wasn weren hasn haven didn
    couldn wouldn shouldn
    """)
)
_MONTHS = frozenset(
    word_list("""
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    january february march april may june july august september october november december
    """)
)
# Words that turn, bound, place or attribute what is said: a cut that drops one says something else.
_TURNS = frozenset(
    word_list("""
    selon après seul seule seuls seules seulement uniquement sauf hors sans plus moins jamais jusqu jusque environ
    près presque entre avant depuis dès dont si peut peuvent pourrait pourraient serait seraient aurait auraient
    devrait devraient doit doivent parfois souvent certain certaine certains certaines plusieurs premier première
    premiers premières second seconde dernier dernière derniers dernières ancien ancienne anciens anciennes nouveau
    nouvelle autre autres par condition conditions article presse source sources tout tous toute toutes chaque
    partie partiel partielle moitié tiers quart double mais ou contre puis clos close était étaient fut sera seront
    pour à au aux vers chez avec according only solely except unless without more less than least most up about
    around roughly nearly between before after since until till by from if may might can could would should must
    likely sometimes often some several first last former new other all every each part half third quarter but or
    against press outside ended was were will for to with then once per
    """)
)
_TURNING = re.compile(
    r"(ferm|clôtur|clotur|termin|suspen|remplac|arrêt|interromp|interdi|exclu|refus|expir|réserv|limit|plafon|prév|annonc|"
    r"confirm|rapport|signal|cité|probabl|éventuel|maxim|minim|clos(e|ing)|stop|replac|reserv|plan|announc|report|cited|"
    r"cap(ped)?$|exclud|forbid|refuse)"
)


def is_cut_of(sentence: str, line: str) -> bool:
    """Whether ``sentence`` is ``line``, or ``line`` without a few plain words; neither carries markers.

    The words of the sentence stand in the line in the same order. What is left out is no name,
    figure, month, denial, bound, condition, role or attribution, and is at most two words in
    five. Every sign of the sentence stands in the line or is ordinary punctuation.

    >>> line = "Le dispositif EasyPOC est financé par la Région pour les PME industrielles."
    >>> is_cut_of("EasyPOC est financé par la Région pour les PME.", line)
    True
    >>> is_cut_of("EasyPOC finance la Région pour les PME.", line)
    False
    """
    if not set(sentence) <= set(line) | set(" .,;:'’-"):
        return False
    mine, theirs = _tokens(sentence), _tokens(line)
    kept = _places(mine, theirs)
    if not kept or len(kept) < KEPT * len(theirs):
        return False
    missing = [place for place in range(len(theirs)) if place not in kept]
    if any(theirs[place] in _ARTICLES and place + 1 in kept for place in missing):
        return False  # an article goes with its word only
    if any(theirs[place] in _ELIDED and place + 1 in missing for place in kept):
        return False  # "1 million d'euros" is not cut to "1 million d"
    left_out = {theirs[place] for place in missing}
    return not any(_counts(word) for word in left_out) and not left_out & _names(line)


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).replace("’", "'").casefold()
    return [re.sub(r"[ \u00a0\u202f]", " ", w).rstrip(".,;:") for w in _WORD.findall(plain)]


def _places(mine: list[str], theirs: list[str]) -> set[int] | None:
    """Places of ``mine`` in ``theirs``, in order, each the first possible; ``None`` where a word has none."""
    places: set[int] = set()
    at = 0
    for word in mine:
        while at < len(theirs) and theirs[at] != word:
            at += 1
        if at == len(theirs):
            return None
        places.add(at)
        at += 1
    return places


def _counts(word: str) -> bool:
    if word in _TURNS | _DENIALS | _MONTHS or fold(word) in NUMBER_WORDS or _TURNING.match(word):
        return True
    return any(c.isdigit() or c in "%€$£+&<>=@/" for c in word)


def _names(line: str) -> set[str]:
    """Words of the line's names, and its subject: the first word that is no article, unless a name stands beside it."""
    named = {w for run in name_sequences(line) for part in run for w in words(part)}
    tokens = [t for t in _tokens(line) if t not in _ARTICLES]
    found = {t for t in tokens if fold(t) in named}
    return found if len(tokens) > 1 and tokens[1] in found else found | set(tokens[:1])
