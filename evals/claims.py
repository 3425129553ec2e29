"""What an answer claims: its sentences, their markers, their figures and names.

Written apart from the assistant's own verifier, on purpose: two readers who agree are
worth more than one who grades itself. Nothing here imports how answers are made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from evals.folding import MARKER, folded, without_accents
from evals.words import ABBREVIATIONS, ENGLISH, FRENCH, MONTHS, NEVER_NAMES, NUMBER_WORDS

_END = re.compile(r"(?:[.!?]|\.\.\.)[\"'»”’)\]]*\s+(?=[\"'«“(\[]?\s?[A-ZÀ-ÖØ-ÞŒ0-9])")
_MARKER_RUN = re.compile(r"(?:\s*\[\d{1,3}\])+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer without its markers, and the citation numbers they give."""

    text: str
    numbers: tuple[int, ...]


def sentences(answer: str) -> list[Sentence]:
    """The sentences of ``answer``, each with the markers that follow its final punctuation.

    A line break always ends a sentence; a leading "- " is a list mark, not text.

    >>> for s in sentences("Il paie 40 %. [1] [2] Voir M. Dupont.\\n- Ouvert. [3]"): print(s.text, s.numbers)
    Il paie 40 %. (1, 2)
    Voir M. Dupont. ()
    Ouvert. (3,)
    """
    found = []
    for raw in answer.splitlines():
        line = re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", raw).strip()
        start = 0
        for run in _MARKER_RUN.finditer(line):
            found += _closed(line[start : run.start()], tuple(int(n) for n in MARKER.findall(run.group())))
            start = run.end()
        found += _closed(line[start:], ())
    return found


def _closed(stretch: str, numbers: tuple[int, ...]) -> list[Sentence]:
    """Sentences of a stretch between two marker runs: only the last owns the markers that follow."""
    pieces = split_sentences(stretch)
    if not any(c.isalnum() for c in stretch):
        return []
    # A marker set before the full stop leaves it behind: "… 40 % [1]. Voir …"
    pieces = [p.lstrip(".;,: ") for p in pieces]
    pieces = [p for p in pieces if any(c.isalnum() for c in p)]
    return [Sentence(p, numbers if p is pieces[-1] else ()) for p in pieces]


def split_sentences(text: str) -> list[str]:
    """Plain sentences of running text; abbreviations and initials do not end one.

    >>> split_sentences("Voir l'art. 5 du texte. L'aide, env. 10 000 €, est close. A. Martin répond.")
    ["Voir l'art. 5 du texte.", "L'aide, env. 10 000 €, est close.", 'A. Martin répond.']
    """
    pieces, start = [], 0
    for end in _END.finditer(text):
        last_word = re.split(r"[\s('’«\"]", text[start : end.start()].strip())[-1].lower()
        abbreviation = last_word in ABBREVIATIONS or (len(last_word) == 1 and last_word.isalpha())
        if text[end.start()] == "." and abbreviation:
            continue
        pieces.append(text[start : end.end()].strip())
        start = end.end()
    pieces.append(text[start:].strip())
    return [p for p in pieces if p]


# "sept" is a number and an abbreviation, "may" and "mars" are words: months count only beside a number.
_FIGURE = re.compile(
    r"(?<![\w])(\d{1,3}(?:[   .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?:\s?(millions?|milliards?|billions?|m€|md€|k€|bn|m(?=\b)|k(?=\b)))?",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\b(\d{1,2})/(0?[1-9]|1[0-2])/(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(\d{2})\b")
_SPELT = re.compile(rf"\b({'|'.join(NUMBER_WORDS)}) (millions?|milliards?|billions?)\b", re.IGNORECASE)
_MONTH_OF = {int(code[1:]): name for name, code in MONTHS.items()}
_SCALE = {"k": 1e3, "m": 1e6, "md": 1e9, "bn": 1e9, "million": 1e6, "milliard": 1e9, "billion": 1e9}


def figures(text: str) -> frozenset[str]:
    """Numbers, amounts and dates in ``text``, written one way in both languages.

    Thousands marks, decimal commas, "million", "k€", month names and number words up to a
    hundred are made the same; "one" is left out, being an article too. A month counts where
    a number stands beside it. A number with a scale word also counts as the product.

    >>> sorted(figures("10 000 € le 26 septembre 2026, soit 1,5 million"))
    ['10000', '1500000', '2026', '26', 'm9']
    >>> figures("€10,000 on 26 September 2026, that is 1.5 million") == figures(
    ...     "10 000 € le 26 septembre 2026, soit 1,5 million")
    True
    >>> sorted(figures("trois ans, 40%, 26/09/2026"))
    ['2026', '26', '3', '40', 'm9']
    """
    plain = without_accents(text)
    plain = _SLASHED.sub(lambda m: f"{m[1]} {_MONTH_OF[int(m[2])]} {m[3]}", plain)
    plain = _ISO.sub(lambda m: f"{m[3]} {_MONTH_OF[int(m[2])]} {m[1]}", plain)
    plain = _SPELT.sub(lambda m: f"{_plain(NUMBER_WORDS[m[1].lower()])} {m[2]}", plain)
    found = {_canonical(match.group(1), match.group(2)) for match in _FIGURE.finditer(plain)}
    words = re.findall(r"[a-z]+|\d+", plain.lower())
    for position, word in enumerate(words):
        neighbours = words[max(0, position - 1) : position] + words[position + 1 : position + 2]
        if word in MONTHS and any(n.isdigit() for n in neighbours):
            found.add(MONTHS[word])
        elif word in NUMBER_WORDS:
            found.add(_plain(NUMBER_WORDS[word]))
    return frozenset(found)


def _canonical(digits: str, scale: str | None) -> str:
    if re.fullmatch(r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?", digits):
        whole = re.match(r"\d{1,3}(?:[ .,']\d{3})+", digits)
        assert whole is not None  # the pattern above begins with it
        value = float(re.sub(r"\D", "", whole.group()))
        rest = digits[whole.end() :]
        value += float("0." + rest[1:]) if rest else 0
    else:
        value = float(digits.replace(",", "."))
    word = (scale or "").lower().rstrip("€").rstrip("s")
    return _plain(value * _SCALE.get(word, 1))


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6g}"


_NAME = re.compile(r"[^\W\d_][\w]*(?:['’&.-][\w]+)*", re.UNICODE)


def names(text: str, lexicon: frozenset[str] = frozenset()) -> frozenset[str]:
    """Proper names in ``text``, word by word, folded.

    A word is one where it has a capital inside or a capital and is not the first of its
    sentence; the first word only where it is in ``lexicon`` (names seen inside sentences
    of the corpus). Elided articles are taken off. Weekdays and months are no names.

    >>> sorted(names("Le Diag Data IA est cofinancé par l'État et Bpifrance."))
    ['bpifrance', 'data', 'diag', 'etat', 'ia']
    >>> sorted(names("Bpifrance répond."))
    []
    >>> sorted(names("Bpifrance répond.", frozenset({"bpifrance"})))
    ['bpifrance']
    """
    found = set()
    for sentence in split_sentences(text):
        for position, match in enumerate(_NAME.finditer(sentence)):
            for part in re.split(r"(?<=^[A-Za-z])['’]|(?<=^[Qq]u)['’]", match.group(), maxsplit=1)[-1:]:
                word = folded(part).removesuffix("'s")
                if word in NEVER_NAMES or len(word) < 2:
                    continue
                first = position == 0 and part == match.group()
                if any(c.isupper() for c in part[1:]) or (part[0].isupper() and (not first or word in lexicon)):
                    found.add(word)
    return frozenset(found)


@lru_cache(maxsize=4096)
def content_stems(text: str) -> frozenset[str]:
    """First six letters of each content word of ``text``, folded: a stem that suits both languages.

    >>> sorted(content_stems("Les entreprises de la région"))
    ['entrep', 'region']
    """
    words = re.findall(r"[^\W\d_]{3,}", folded(text))
    return frozenset(word[:6] for word in words if word not in FRENCH and word not in ENGLISH)
