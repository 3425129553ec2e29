"""What a clause of a question adds to the answer of the whole."""

from __future__ import annotations

from dataclasses import replace

from assistant.composition.clauses import Clauses
from assistant.composition.draft import Draft, quoted
from assistant.evidence.extracts import statements_of
from assistant.evidence.selection import Query, Selector
from corpus.model import Document
from ingest.model import QueryVectors
from tests.assistant.conftest import Ask
from tests.fakes import HashingEmbedder

KNOWN = "Ma clinique veut un audit, quel métier faut-il exercer ?"


def near_a_known_question(_: str) -> QueryVectors:
    """As if every text were one that a statement of the Diag Vulcain is known to answer."""
    return HashingEmbedder().embed_query(KNOWN)


def test_what_else_there_is_adds_no_rule(ask: Ask, selector: Selector, documents: dict[str, Document]) -> None:
    """Where a rule was held against the firm, "or to something else?" is for the list; else the clause is answered."""
    standalone = ask("On est 4 : a-t-on droit au Diag Vulcain, ou à autre chose de bien ?")
    whole = Query(standalone.text, standalone.intent, "fr")
    clauses = Clauses(standalone, selector, near_a_known_question, lambda *_: whole, lambda *_, **__: Draft())
    rule = next(e for e in statements_of(documents["vulcain.fr"]) if "employees" in e.tags)
    plain = Draft((quoted(rule, "lead"),), subjects=("vulcain",))
    judged = replace(plain, lines=(replace(plain.lines[0], text=f"Non, pas avec 4 salariés : {rule.text}"),))
    assert clauses.beside(judged, whole) == judged
    assert len(clauses.beside(plain, whole).lines) == 2
