"""What an answer opens with: the statement that answers the question itself, before everything else.

Each function takes the lines found so far and gives them back with the right one first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.composition.companions import alike
from assistant.composition.comparing import BY_DEGREE
from assistant.composition.draft import Line, quoted
from assistant.evidence.extracts import Extract
from assistant.evidence.selection import NUMBERED, Query, is_eligibility, numbers_asked, numbers_in
from assistant.language.entities import names_of
from assistant.language.intent import ELIGIBILITY_TAGS, Intent, hints, is_hinted
from assistant.language.text import fold, words
from assistant.language.trades import told_trade
from assistant.language.wording import framed, phrase
from corpus.model import SchemeCard, Tag

LIKELY = 0.65  # cosine to a known question from which its answer is preferred to the first words of a card
KNOWN = 0.7  # and from which it stands before a rule of the card that answers no such question
NEAR = 1.0  # how far below the best extract one may lie and still answer a facet, or open as the card does
CLEARLY = 0.75  # how much better a statement must be than the rule that would lead
RACE, AHEAD = 0.3, 0.1  # how little parts the best, and by how much a known question then decides between them
EXPECTED = 1.5  # how far below the best the statement may lie that a way of asking expects
HINTED = 8  # extracts among which the one that a way of asking expects is looked for

# Whether something can still be had, on folded text.
_STILL = re.compile(
    r"\b(encore|toujours|actuellement|aujourd'hui|maintenant|en ce moment|still|now|currently|today|right now|"
    r"disponible|accessible|available|ouvert\w*|open)\b"
)


_NUMBERED = re.compile(rf"\b(?:{'|'.join(NUMBERED)}) (?:n° ?)?(?:\d+|[ivx]+)\b")
_USHERS: frozenset[Tag] = frozenset(("definition", "apply", "contact"))  # near to any question on the subject
_WHY = re.compile(r"\bwhy\b|\bpourquoi\b|\bcomment (?:ca se fait|se fait-il)|\bhow come\b|\bexpliqu|\bexplain")


def raced(ranked: Sequence[Extract], query: Query) -> list[Extract]:
    """The same, but among those nearly as good as the best the one known to answer such questions comes first."""
    close = [e for e in ranked if e.score >= ranked[0].score - RACE]
    nearest = max(close, key=query.near.of)
    beside = _USHERS & set(nearest.tags) and not set(query.intent.facets) & set(nearest.tags)
    answers = set(query.intent.facets[:1]) & set(ranked[0].tags) and "unknown" not in ranked[0].tags
    if beside or answers or query.near.of(nearest) < query.near.of(ranked[0]) + AHEAD:
        return list(ranked)
    return [nearest, *(e for e in ranked if e.key != nearest.key)]


def leads(ranked: Sequence[Extract], intent: Intent) -> list[Extract]:
    """The best extract of all, then the best for each facet asked that it leaves open.

    What only tells what the thing is does not stand before the statement of what is asked of it.
    """
    found = list(ranked[:1])
    level = next((e.score for e in ranked if not _USHERS & set(e.tags) - set(intent.facets)), ranked[0].score)
    top, first = found[0], set(intent.facets[:1]) - {"aim"}  # what a thing is tells what it is for
    what_it_is = "definition" in top.tags and not top.position and intent.form != "yes_no"
    weak = what_it_is or "unknown" in top.tags or ("dates" in first and "status" in top.tags)
    if weak and first and not set(intent.facets if what_it_is else first) & set(top.tags):
        asked = (e for e in ranked if first & set(e.tags))
        found = [e for e in asked if e.score >= level - (EXPECTED if what_it_is else NEAR)][:1] or found
    for rank, facet in enumerate(intent.facets[:4]):
        tagged = [e for e in ranked if facet in e.tags]
        if (
            tagged
            and not any(facet in e.tags for e in found)
            and not alike(tagged[0], found)
            and tagged[0].score >= level - (NEAR if rank or facet == "disputed" else EXPECTED)
        ):
            found.append(tagged[0])
    return found[:3]


def best_first(lines: list[Line], ranked: Sequence[Extract], query: Query) -> list[Line]:
    """The best extract of all first, where it is known to answer such questions and clearly better."""
    score = {e.key: e.score for e in ranked}
    rule, near = lines[0].extracts[0], query.near
    known = near.of(ranked[0]) >= KNOWN and near.of(rule) < near.of(ranked[0]) - 2 * AHEAD
    better = known or score[rule.key] < ranked[0].score - CLEARLY
    return _first(ranked[0], lines) if better and query.near.of(ranked[0]) >= LIKELY else lines


def expected_first(lines: list[Line], ranked: Sequence[Extract], question: str) -> list[Line]:
    """The statement that this way of asking expects, where there is one, before everything else."""
    card = max(ranked, key=lambda e: bool(e.document.scheme_id)).document_id
    close = (e for e in ranked[:HINTED] if e.score >= ranked[0].score - EXPECTED)
    expected = [e for e in close if e.document_id == card and is_hinted(e.text, hints(question))]
    if not expected or any(e.key == expected[0].key for line in lines[:1] for e in line.extracts):
        return lines
    return _first(expected[0], lines)[:3]


def as_the_card_opens(lines: list[Line], card: SchemeCard, ranked: Sequence[Extract], query: Query) -> list[Line]:
    """What the thing is leads with the card's own first words; a status that is unknown leads with saying so.

    Unless a question known to be answered otherwise comes near ("what is it aiming at?").
    """
    first = query.intent.facets[0] if query.intent.facets else None
    if first == "definition" and not query.bare and query.near.best >= LIKELY:
        nearest = max(ranked, key=query.near.of)
        first = first if first in nearest.tags else None
    own = sorted((e for e in ranked if e.document.scheme_id == card.id), key=lambda e: e.start)
    if first == "definition":
        found = next((e for e in own if "definition" in e.tags and "unknown" not in e.tags), None)
        other = found and _named_alone(ranked[0], found, card, query.text)
        if found and (other or not query.bare) and found.score < ranked[0].score - NEAR:
            found = None
    elif first == "status" and card.status.value == "unknown":
        found = next((e for e in own if {"status", "unknown"} <= set(e.tags)), None)
    else:
        found = None
    return _first(found, lines) if found else lines


def _named_alone(extract: Extract, other: Extract, card: SchemeCard, question: str) -> bool:
    """Whether a name of the card that a question uses stands in one extract and not in the other."""
    asked = [fold(name) for name in names_of(card) if fold(name) in fold(question)]
    return any(name in fold(extract.text) and name not in fold(other.text) for name in asked)


def with_verdict(lines: list[Line], card: SchemeCard, query: Query) -> list[Line]:
    """ "Yes"/"No" before a status, where the card's own status says which."""
    status, intent = card.status.value, query.intent
    if intent.form != "yes_no" or not lines or "status" not in intent.facets or is_eligibility(intent):
        return lines
    first = next((line for line in lines if any("status" in e.tags for e in line.extracts)), None)
    if first is None or status == "unknown" or any("unknown" in e.tags for e in first.extracts):
        return lines
    word = phrase("yes" if status == "open" else "no", query.language)
    told = Line(framed(word, first.text, query.language), first.extracts, "lead")
    return [told, *(line for line in lines if line is not first)]


def told_together(lines: list[Line], card: SchemeCard, ranked: Sequence[Extract], query: Query) -> list[Line]:
    """The statement of the very number asked ("phase 3"), or of all the numbers held against one another."""
    top = lines[0].extracts[0]
    close = [e for e in ranked if e.score >= ranked[0].score - EXPECTED and e.document_id == top.document_id]
    numbers = numbers_asked(query.text) - numbers_in(" ".join(names_of(card)))
    if "list" not in top.tags and _NUMBERED.search(fold(query.text)) and BY_DEGREE.search(fold(query.text)):
        return _first(next((e for e in close if "list" in e.tags), top), lines)  # all of them, held together
    named, held = _NUMBERED.search(fold(query.text)), list[Extract]()
    if named and ("list" in top.tags or _NUMBERED.search(fold(top.text))):
        held = [e for e in close if re.search(rf"\b{named.group()}\b", fold(e.text))]
    elif len(numbers) > 1:
        held = [e for e in close if numbers <= numbers_in(e.text)]
    if not held or any(e.key == top.key for e in held):
        return lines
    return _first(held[0], lines)


def reason_first(lines: list[Line], ranked: Sequence[Extract], query: Query) -> list[Line]:
    """What explains that figures differ, where somebody asks why they do; else where they differ on what is asked."""
    asked = set(query.intent.facets) - {"disputed", "aim"}
    about = [
        e
        for e in ranked[:HINTED]
        if e.kind == "disputed" and e.score >= ranked[0].score - EXPECTED and (not asked or asked & set(e.tags))
    ]
    reasons = [e for e in about if e.statement and e.statement.inferred] if _WHY.search(fold(query.text)) else []
    if reasons:
        return _first(reasons[0], lines)
    beside = lines[0].extracts[0].kind == "disputed" and lines[0].extracts[0].key not in {e.key for e in about}
    return _first(about[0], lines) if about and beside else lines


def closed_first(lines: list[Line], card: SchemeCard, ranked: Sequence[Extract], query: Query) -> list[Line]:
    """That it is closed, where somebody asks for what can still be had."""
    if card.status.value not in ("closed", "replaced") or not _STILL.search(fold(query.text)):
        return lines
    told = [e for e in ranked if "status" in e.tags and e.document.scheme_id == card.id and "unknown" not in e.tags]
    if not told or any("status" in e.tags for line in lines[:1] for e in line.extracts):
        return lines
    return _first(min(told, key=lambda e: e.start), lines)


def sector_first(lines: list[Line], card: SchemeCard, ranked: Sequence[Extract], query: Query) -> list[Line]:
    """What the card says of sectors, where the firm tells its trade and asks for nothing but whether it may."""
    asks = set(query.intent.facets) <= {"definition", "status", *ELIGIBILITY_TAGS}
    if not asks or not told_trade(fold(query.text)):
        return lines
    judged = [ln for ln in lines if "sector" in ln.extracts[0].tags and ln.text != quoted(ln.extracts[0]).text]
    if judged:  # the firm's own sector was held against the rule
        return [*judged, *(line for line in lines if line not in judged)]
    told = [e for e in ranked if "sector" in e.tags and e.document.scheme_id == card.id]
    trade = words(told_trade(fold(query.text)))[-1]
    return _first(min(told, key=lambda e: (trade not in words(e.text), e.start)), lines) if told else lines


def surest_first(lines: list[Line], ranked: Sequence[Extract], query: Query) -> list[Line]:
    """The statement that is known to answer this very question leads, unless a rule was held against the firm."""
    plain = query.bare and query.intent.facets[:1] == ("definition",)  # nothing but a name and "what is"
    if plain or not query.near.is_sure or any(line.text != quoted(e).text for line in lines for e in line.extracts):
        return lines
    sure = max(ranked, key=query.near.of)
    listed = query.intent.form == "list" and lines and "list" in lines[0].extracts[0].tags
    if listed and "list" not in sure.tags:  # who asks for all of them is answered by naming them
        return lines
    if query.near.of(sure) < query.near.best or ("contact" in sure.tags and is_eligibility(query.intent)):
        return lines
    return _first(sure, lines)[:3]


def _first(extract: Extract, lines: Sequence[Line]) -> list[Line]:
    """A line that quotes the extract, then the others."""
    told = next((line for line in lines if [e.key for e in line.extracts] == [extract.key]), quoted(extract, "lead"))
    rest = [line for line in lines if all(e.key != extract.key for e in line.extracts)]
    return [Line(told.text, told.extracts, "lead"), *rest]
