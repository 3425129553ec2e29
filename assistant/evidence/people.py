"""The people whom the corpus names: whether a question asks who one of them is, and what says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.language.claims import name_sequences
from assistant.language.text import STOPWORDS, fold, word_list, words
from corpus.model import Document

_INITIALS = 4  # letters up to which a capitalised word is rather an acronym
_ADDRESS = re.compile(r"https?://\S+")
_PLAIN = re.compile(r"\b[a-zà-ÿ]\w+")  # words without a capital
_LANDS = frozenset(word_list("france french francais europe european europeen union english"))
# Words that ask for what somebody is, beside those that any question may hold.
_OFFICE = frozenset(
    word_list("""
    poste role fonction fonctions titre metier travail qualite occupe exerce juste exactement personne dame monsieur
    madame job post position title work works hold holds office function person exactly mr mrs ms mme fait quoi deja
    """)
)


def named_people(documents: Iterable[Document]) -> dict[str, str]:
    """Folded surname -> first name, of the two-word names in statements about people."""
    told = (d.text[s.start : s.end] for d in documents for s in d.statements if "people" in s.tags)
    runs = (run for text in told for run in name_sequences(f"by {text}"))  # so that no name opens a sentence
    return {run[1]: run[0] for run in runs if len(run) == 2 and len(run[1]) > _INITIALS}


def named_bodies(documents: Iterable[Document]) -> frozenset[str]:
    """Folded words that the documents only ever write as names: bodies, towns, products ("Techtera")."""
    texts = [_ADDRESS.sub(" ", d.text) for d in documents if d.statements]
    names = {w for text in texts for run in name_sequences(text) for w in run if len(w) > _INITIALS}
    plain = {w for text in texts for w in _PLAIN.findall(text)}
    return frozenset(w for w in names - {fold(word) for word in plain} - _LANDS if "'" not in w)


def person_asked(question: str, people: Mapping[str, str]) -> str:
    """Surname of the one person whom a question names and asks nothing else about; "" where there is none.

    >>> person_asked("Et Ada Lovelace, elle fait quoi ?", {"lovelace": "ada"})
    'lovelace'
    >>> person_asked("Did Ada Lovelace sign it?", {"lovelace": "ada"})
    ''
    """
    said = [w for w in words(question) if w not in STOPWORDS and w not in _OFFICE]
    named = [w for w in said if w in people]
    return named[0] if len(named) == 1 and set(said) <= {named[0], people[named[0]]} else ""


def introduces(text: str, surname: str) -> bool:
    """Whether a text sets beside a person's name what he or she is ("Ada Lovelace, countess, …").

    >>> introduces("Signed by Ada Lovelace, the countess.", "lovelace"), introduces("Ada Lovelace spoke.", "lovelace")
    (True, False)
    """
    return bool(re.search(rf"\b{re.escape(surname)}, (?!et |and |mais |but |qui |who )[a-z]", fold(text)))
