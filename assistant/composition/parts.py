"""What a question asks one after the other: its parts, and the clauses that may ask for something of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.composition import asking
from assistant.composition.description import describes
from assistant.dialogue.anaphora import points_back
from assistant.dialogue.conversation import Standalone
from assistant.evidence.selection import NUMBERED, is_eligibility
from assistant.language.entities import display_name, names_any, names_of, without_names_of
from assistant.language.intent import read_intent
from assistant.language.text import STOPWORDS, fold, words
from corpus.model import SchemeCard, Tag

MOST_CLAUSES = 4  # of one question, that are looked at by themselves
OCCASION = 8  # words at most of what stands before all parts and is said again with each
NOMINAL = 6  # words at most of a part that asks by a noun alone ("le taux pour une ETI")
ALIKE = 5  # first letters by which words of two names are held to be the same
_WHAT_FOR = re.compile(
    r" (?:(?:pour|for) .*,|offering |proposant ).*$"
)  # at the end of a long name it outweighs what is asked
ELLIPTIC = 5  # words at most of one that leaves out what the part before it asks ("and the longer one?")

# Where a part may begin: after a mark, after a conjunction, or both.
_BOUNDARY = re.compile(
    r"\s\+\s|[,;:?!.]+\s+(?:(?:et|and|puis|mais|but|then)\s+)?|\s+(?:et|and|puis|mais|but|ainsi que)\s+", re.IGNORECASE
)
# Words that ask wherever they stand, on folded text; others only at the beginning or at the end: elsewhere they relate.
_ASKS = re.compile(
    r"\b(?:combien|comment|quel(?:le)?s?|quoi(?! que ce soit)|koi|how (?:much|many|long))\b|\bc'est (?:qui|quand|ou)\b"
)
_OPENS = re.compile(
    r"(?:(?:a|de|pour|avec|with|in|at|on|over|within|dans|en|sur|sous|pendant|any|jusqu'a|since|until|by|for|to|depuis|"
    r"at most|at least|up to|au plus|au moins|ca|cela) )*"
    r"(?:qui|que|qu|quand|ou|pourquoi|est-ce|who|whom|whose|when|where|what|which|how|why|is|are|was|were|do|does|did|"
    r"can|could|has|have|will|would|should|jusqu|until)\b"
)
_LATE = re.compile(r"\b(?:quand|qui|when|where|who)(?: \w+){0,2}$|\bou$|^(?:les?|la)quel(?:le)?s?\b")  # or alone
_INVERTED = re.compile(r"\w-(?:t-)?(?:il|elle|ils|elles|on|nous|je)\b")
_WITHIN = re.compile(r"\b(?:pourquoi|how|what|why|which|where|who)\b")  # of the first part alone
_FELT = re.compile(r"\b(?:m'|me |nous )(?!faut)")  # "it annoys me" tells
# After a part that asks, the tone goes on ("et ils ont une crèche ?").
_BY_TONE = re.compile(r"^(?:ils?|elles?|y'?a|y a|il y a|c'est|ca|they|there(?:'s| is| are)) |\b(?:c'est|it is|it's) ")
_NOUN = re.compile(
    r"(?:(?:le|la|les|un|une|des|du|de|the|a|an|its|son|sa|ses|also|aussi) |l'|d')*"
    r"(?:(?P<count>nombre|number|niveau|level|plancher|plafond|mini?|maxi?|minimum|maximum)\b|(?P<noun>[a-z-]+))"
)
_ELLIPSIS = re.compile(r"(?:for|pour|the|le|la|les|in|en|apres|after|afterwards|then)\b|l'")
# "when the State pays one euro, …": what it is asked on the occasion of; a question turns the words round.
_WHILE = re.compile(
    r"(?:quand|lorsqu\w*|when) (?!est-ce|(?:is|are|was|were|do|does|did|can|could|will|would|has|have)\b|"
    r"\S+-(?:t-)?(?:il|elle|on|ils|elles|ce)\b)"
)
_OPEN_ENDED = re.compile(r"(?:which|what|quel(?:le)?s?)(?: \S+)?$")  # "which experts" goes on after "and"
_SPEAKER = re.compile(r"(?<![\w-])(?:je|j'|on|nous|i(?!-)|we|my|our|mon|ma|notre)\b")
_NOT_BY_NOUN: frozenset[Tag] = frozenset(
    ("employees", "turnover", "age", "sector", "partner", "region", "people", "aim", "lookalike", "disputed")
)
_NUMBERED = re.compile(rf"\b(?:{'|'.join(NUMBERED)}) (?:n° ?)?(?:\d+|[IVX]+)\b", re.IGNORECASE)
_MARKS = " ,;?!."
_QUOTED = re.compile(r"\"[^\"]*\"|«[^»]*»|“[^”]*”")  # what another said, asks nothing


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a question between two boundaries, with these."""

    before: str
    text: str
    after: str

    @property
    def folded(self) -> str:
        return fold(self.text).strip(_MARKS)

    def asks(self, so_far: str, *, listed: bool) -> bool:
        """Whether it asks by itself: by a word, its form, a noun alone or its tone, after ``so_far`` parts asked."""
        is_occasion = _WHILE.match(self.folded) and self.after.strip() == ","
        if describes(self.text) or is_occasion:
            return False
        opens = _OPENS.match(self.folded) and not re.match(r"\s*ou\b", self.text, re.IGNORECASE)  # "où", not "or"
        if _ASKS.search(self.folded) or opens or _LATE.search(self.folded):
            return True
        intent = read_intent(self.text)
        is_told = is_eligibility(intent) and not _INVERTED.search(self.folded)  # "we may have it", without a mark
        if intent.form == "yes_no" and not is_told and len(self.folded.split()) > 2:
            return True
        if "+" in self.before + self.after or (not so_far and _WITHIN.search(self.folded)):
            return True
        if so_far and "?" not in so_far and _BY_TONE.search(self.folded) and "." not in self.after:
            return not _FELT.search(self.folded)
        return self._by_noun(so_far, listed=listed or "?" in self.before)

    def _by_noun(self, so_far: str, *, listed: bool) -> bool:
        """ "taux", "le nombre de partenaires": few words, and the first noun is what can be asked for."""
        if re.match(r"\s*[.:]", self.after) or len(self.folded.split()) > NOMINAL:
            return False
        if listed and not re.match(r"(?:ou|or)\b", self.folded):
            return bool(read_intent(self.text).facets or _COUNTED.search(self.folded))
        head = _NOUN.match(self.folded)
        if head is None or re.search(r"\d|\b(?:ou|or)\b", self.folded) or _OPEN_ENDED.search(fold(so_far)):
            return False
        facets = read_intent(head["noun"] or "").facets
        return bool(head["count"]) or (bool(facets) and _NOT_BY_NOUN.isdisjoint(facets))

    @property
    def is_elliptic(self) -> bool:
        """ "…, and the longer one?": the last words ask again, of something else, what was asked before them."""
        mark, joined = self.before.strip()[:1], self.before.strip(_MARKS + ":")
        short = len(self.text.split()) <= ELLIPTIC and bool(_ELLIPSIS.match(self.folded))
        return bool(mark in ",?" and joined and short and not self.after.strip(_MARKS))


# Asks what is to be told of what was asked before: when, where, of whom, of what, which.
_CIRCUMSTANCE = re.compile(
    r"(?:(?:et|and|puis|then) )?(?:quand|when|where|ou|why|pourquoi|(?:avec|sur|par|a|chez|de) (?:qui|quoi)|pour quoi|"
    r"(?:with|on|by|to) (?:whom|who|what)|(?:to|for|at|of|by) (?:how much|what (?:tune|sum|rate|price))|"
    r"(?:a hauteur )?(?:pour|de) combien|(?:a|pour) quel(?:le)? (?:prix|taux|montant|somme)|"
    r"lesquel(?:le)?s|which(?: ones)?)"
    r"(?:,? (?:par exemple|par ex|for example|for instance|exactement|exactly|au juste))?"
)
INTERROGATIVE = re.compile(
    r"^(?:who|what|which one|which|(?:les?|la)quel(?:le)?s?|qui|quel(?:le)?s?|combien de|how many)\s+", re.IGNORECASE
)
_SENTENCES = re.compile(r"[:.!?]\s+")
_COUNTED = re.compile(r"\b(?:nombre|number|plancher|plafond|floor|ceiling|cap|mini?|maxi?|minimum|maximum)\b")


def parts_of(question: str) -> list[str]:
    """What a question asks one after the other; empty for a single question.

    What asks nothing belongs to what is asked before it, or is the occasion of all that follows.

    >>> parts_of("Who runs i-Nov, and until when is it open?")
    ['Who runs i-Nov', 'until when is it open']
    >>> parts_of("i-Nov wave 14: rate, and how many partners at most?")
    ['i-Nov wave 14: rate', 'i-Nov wave 14: how many partners at most']
    """
    occasion, parts, open_sentence = "", list[str](), False
    for piece in _pieces(question):
        so_far = parts[-1] if parts else ""
        bounds = len(words(piece.text)) <= NOMINAL and all(_COUNTED.search(fold(t)) for t in (piece.text, so_far))
        if parts and bounds and "?" not in piece.before:  # "the minimum and the maximum" are asked together
            parts[-1] += piece.before + piece.text
            continue
        by_mark = "?" in piece.after and not open_sentence  # a sentence that ends so has asked something
        if by_mark or piece.asks(so_far, listed=":" in occasion + piece.before) or (parts and piece.is_elliptic):
            occasion += "" if parts else piece.before
            parts.append(piece.text)
            open_sentence = True
        elif parts:
            parts[-1] += piece.before + piece.text
        else:
            occasion += piece.before + piece.text
        open_sentence = open_sentence and not re.search(r"[?.]", piece.after)
    if len(parts) < 2:
        return []
    carried = len(words(occasion)) <= OCCASION and not _SPEAKER.search(fold(occasion)) and "." not in occasion
    parts = [occasion + part if i == 0 or carried else part for i, part in enumerate(parts)]
    return [part.strip(_MARKS) for part in parts]


def _pieces(question: str) -> Iterator[_Piece]:
    """The stretches between the boundaries that hold anything."""
    start, before = 0, ""
    quotes = [found.span() for found in _QUOTED.finditer(question)]
    for found in _BOUNDARY.finditer(question):
        if any(a < found.start() < b for a, b in quotes):
            continue
        if question[start : found.start()].strip(_MARKS):
            yield _Piece(before, question[start : found.start()], found.group())
        start, before = found.end(), found.group()
    if question[start:].strip(_MARKS):
        text = question[start:].rstrip()
        yield _Piece(before, text.rstrip(_MARKS), text[len(text.rstrip(_MARKS)) :])


def asks(part: str) -> bool:
    """Whether a part says itself what it asks, and does not leave that to the part before it."""
    said = _Piece("", part.rpartition(": ")[2], "")
    own = said.asks("", listed=False) or not _NOT_BY_NOUN.issuperset(read_intent(said.text).facets)
    return own or (said.asks("", listed=True) and not _ELLIPSIS.match(said.folded))


def own_clause(part: str) -> str:
    """What a part asks, without what is told before it; the whole part where nothing in it asks by itself.

    >>> own_clause("A joint project with a lab, we are a mid-cap: what rate for us")
    'what rate for us'
    """
    at = 0
    for piece in _pieces(part):
        if piece.asks("", listed=False):
            return part[part.index(piece.text, at) :].strip(_MARKS + ":")
        at += len(piece.text)
    *told, last = _SENTENCES.split(part.rstrip())
    return last.strip(_MARKS + ":") if told and last.endswith("?") else part


def in_full(part: str, before: str) -> str:
    """A part of nothing but a word that asks for the circumstances, with what the part ``before`` asks them of.

    >>> in_full("when", "Who signed the roadmap for the State")
    'when signed the roadmap for the State'
    """
    own = part.rpartition(": ")[2]
    alone = _CIRCUMSTANCE.fullmatch(fold(own).strip(_MARKS + "."))
    asked = own_clause(before)
    return f"{part} {INTERROGATIVE.sub('', asked)}" if alone and asked else part


def all_in_full(parts: Sequence[str]) -> list[str]:
    """Each part ``in_full``, after the one before it."""
    return [in_full(part, before) for part, before in zip(parts, ["", *parts], strict=False)]


def clauses_of(question: str) -> list[str]:
    """The stretches between commas, colons and conjunctions; a single word is none.

    >>> clauses_of("For i-Nov, what is the rate and who pays?")
    ['For i-Nov', 'what is the rate', 'who pays']
    """
    clauses = [c.strip(" ?.") for c in asking.CLAUSE.split(question)]
    return [c for c in clauses if len(c.split()) >= asking.CLAUSE_WORDS]


def named(part: str, standalone: Standalone, cards: Mapping[str, SchemeCard]) -> str:
    """A part with what it is about put before it: a name it points back to, or the subject's, unless it names it."""
    subjects = [cards[s] for s in standalone.subjects[:1]]
    if not subjects:
        return part
    name = name_used(subjects[0], standalone)
    occasion, colon, rest = part.partition(": ")
    alone = colon and not set(without_names_of(subjects, occasion).split()) - STOPWORDS
    alike = _stems(name) & _stems(occasion)
    if alone and alike and len(words(name)) <= len(words(occasion)):
        part = rest  # much the same name, and no more, stood before it
    said = words(part)
    if names_any(subjects, part):  # "is it linked to Textil'IA": it is another name
        meant = next((" ".join(n) for n in standalone.other_names if set(n) <= set(words(standalone.text))), "")
        pointing = meant and points_back(fold(part)) and not set(meant.split()) & set(said)
        return f"{meant.capitalize()} : {part}" if pointing else part
    which = numbered_in(standalone.text, part) or _number_after(words(name), words(standalone.text))
    return f"{name}{which} : {part}"


def name_used(card: SchemeCard, standalone: Standalone) -> str:
    """The name to ask a part of: the asker's own where it shares no word with the usual one and may mean another thing.

    The bid that came before a centre may be asked after by its own name.
    """
    usual = _WHAT_FOR.sub("", display_name(card, standalone.language))
    said = f" {' '.join(words(standalone.text))} "
    others = [n for n in names_of(card) if f" {' '.join(words(n))} " in said]
    own = max(others, key=len, default=usual)
    akin = any(
        a.startswith(b) or b.startswith(a) for a in _stems(own) for b in _stems(usual) if min(len(a), len(b)) > 2
    )
    return usual if akin else own


def _stems(name: str) -> set[str]:
    return {word[:ALIKE] for word in words(name)}


def numbered_in(question: str, part: str) -> str:
    """The one thing that a question calls by its number ("Annex III"), after a comma, where a part calls none so."""
    found = [m.group() for m in _NUMBERED.finditer(question)]
    return f", {found[0]}" if len(found) == 1 and not _NUMBERED.search(part) else ""


def _number_after(name: Sequence[str], said: Sequence[str]) -> str:
    """The number that follows a name ("i-Démo 5"), after a space; empty where none does."""
    places = (at + len(name) for at in range(len(said) - len(name)) if list(said[at : at + len(name)]) == list(name))
    return next((f" {said[at]}" for at in places if said[at].isdigit()), "")


def texts_of(standalone: Standalone, cards: Mapping[str, SchemeCard]) -> list[str]:
    """The texts that answering a question embeds beside the question: its parts and clauses, each once."""
    clauses = clauses_of(standalone.text)[:MOST_CLAUSES]
    looked_at = [*all_in_full(parts_of(standalone.text)), *(clauses if len(clauses) > 1 else ())]
    return list(dict.fromkeys(named(text, standalone, cards) for text in looked_at))
