"""From a standalone question to a draft: which composition serves it, or which refusal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answerability import is_too_vague, load_calibration, subject_terms
from assistant.compose import Composer, Draft, Line, quoted
from assistant.conversation import ROADMAP, Standalone
from assistant.entities import display_name
from assistant.extracts import Extract, statements_of
from assistant.intent import read_intent
from assistant.model import Outcome, ScoredPassage
from assistant.profile import read_profile
from assistant.selection import Query, Selector, is_eligibility
from assistant.text import fold
from corpus.model import Choice

ABOUT = "a-propos"  # the document about the assistant itself
_GREETING = re.compile(r"^(bonjour|bonsoir|salut|coucou|hello|hi|hey|good (morning|evening|afternoon)|merci|thanks?|thank you)\b[\s!.,]*(aura|ca va|comment (ca va|allez[- ]vous|vas[- ]tu)|how are you|a (tous|toi|vous)|there|beaucoup|bonne (journee|soiree)|a bientot|"
    r"very much|a lot|so much|bye|goodbye|have a (good|nice) day|pour (ton|votre) aide|for (your|the) help|au revoir|[\s!.,?])*$|^(au revoir|bye|goodbye|bonne journee|ca va)[\s!.?]*$")
_ABOUT = re.compile(
    r"\b(qui es[- ]tu|es[- ]tu|etes[- ]vous|who are you|are you|what are you|(que|qu')\s?(sais|peux|fais|savez|pouvez|faites)[- ](tu|vous)|what (can|do) you (do|know|answer|cover)|who (made|built|created|wrote|runs|develop\w*) you|qui t'a|qui vous a|"
    r"(peux|pouvez|sais|savez|parles|parlez|reponds|repondez|connais)[- ](tu|vous) (repondre|parler|l'anglais|le francais|anglais|francais|traiter|m'aider|quoi|faire|de quoi)|(can|do) you (answer|speak|talk|understand|cover|remember|make mistakes|lie|invent)|"
    r"(langues?|languages?|sujets?|topics?|themes?) (peux|pouvez|do|can)[- ]?(tu|vous|you)|"
    r"(te|vous) (faire )?(confiance|croire)|trust (you|this|aura|your)|(tes|vos|your) (sources?|informations?|donnees|answers?|reponses?|data|information|documents?)|(cette|this|the) (assistant|chatbot|tool|outil)|"
    r"cet (assistant|outil)|(c'est quoi|qu'est[- ]ce que?|qui est|what is|what's|who is|tell me about|parle[- ]moi d'?e?) ?aura[\s?!.]*$|^aura[\s?]|mes (questions|donnees)|my (data|questions)|are you (an? )?(ai|robot|bot|human)|how (recent|fresh|old|up to date|reliable|accurate)|a jour\b.*(info|reponse|donnee)|"
    r"a qui (m'adresser|demander) si tu|comment (fonctionnes|marches|fonctionnez|marchez)[- ](tu|vous)|how do you work|do you (use|store|keep|send|make))"
)
_ENDED = re.compile(r"\b(ended|closed|over|expired|finished|stopped|replaced|no longer|termine|fini|clos|ferme|cloture|remplace|disparu|pris fin|arrete|n'existent? plus|plus (ouvert|actif|disponible))")
_RUNNING = re.compile(r"\b(open|still|running|available|active|ouvert|en cours|encore|disponible|actif|toujours)")
_ABOUT_SCHEMES = re.compile(r"dispositif|scheme|aide|\baids?\b|appel|\bcalls?\b|programme|program|\bthese\b|of (these|them)|parmi|lesquel|funding|grant|support|financement")
_ARTICLE_ONLY = re.compile(
    r"\b(que|seul(e|ement)?|uniquement) (connu\w* )?(par|dans|de|grace a) (l'|cet |un seul )?article|n'est connu\w* que|seul l'article|only (known )?(from|in|by) the (roadmap )?article|known (only )?from the article( alone| only)?|article alone|only the article"
)
_PRIVATE = re.compile(
    r"salaire|salary|remuneration|\bwage|gagne|earn(s|ings)?\b|fortune|wealth|patrimoine|impot|\btax|telephone|phone|portable|mobile number|(mail|e-mail|courriel|adresse|address) (prive|perso|private)|"
    r"(private|personal|home|prive\w*|personnel\w*) (e-?mail|mail|address|adresse|phone|number|numero|life|details|data)|adresse (personnelle|privee|du domicile)|domicile|habite|\blives?\b|date de naissance|"
    r"\bborn\b|\bage\b|how old|marie[e ]|married|\bwife|\bhusband|conjoint|epou(x|se)|enfants?\b|children|religion|sante de|health of|vote pour|votes for|orientation|casier|criminal record|diplome|maladie|divorce"
)
_ELSE = re.compile(r"autre chose|something else|sinon|otherwise|instead|alternativ")
_PART = re.compile(
    r"(?:,|;|\?|\.)?\s+(?:et|and|puis|ainsi que|mais|but)\s+(?=(?:a |à |de |pour |avec |with |jusqu'a |since |until |by |for |to )?(?:qui|que|quand|combien|comment|ou\b|où\b|quel|quelle|est-ce|pourquoi|who|what|when|how|where|which|is |does |do |can |why|whom|à qui|a qui|jusqu))"
    r"|,\s+(?=(?:quel|quelle|quels|quelles|qui|combien|comment|où|quand|who|what|when|where|how|which|until)\b)|\?\s+(?=\S)",
    re.IGNORECASE,
)


def answer_plan(
    standalone: Standalone,
    passages: Sequence[ScoredPassage],
    selector: Selector,
    probability: float,
    embed: Callable[[str], NDArray[np.float32] | None],
) -> tuple[Draft, Outcome]:
    """The draft of the answer and the outcome; a refusal keeps what was nearest in ``draft.subjects``."""
    composer = Composer(selector)
    query = Query(standalone.text, standalone.intent, standalone.language, embed(standalone.text), standalone.bare)
    folded = fold(standalone.own)
    if _GREETING.match(folded) or (not standalone.subjects and _ABOUT.search(folded)):
        draft = _about(standalone, query, selector, greeting=bool(_GREETING.match(folded)))
        if draft.lines:
            return draft, "answered"
    if _is_private(standalone) or _is_about_elsewhere(standalone, selector):
        return _nearest(passages, selector), "not_in_corpus"
    if standalone.intent.form in ("list", "plain", "yes_no") and _ARTICLE_ONLY.search(folded) and not _specific(standalone):
        return composer.known_from_article_only(standalone.language), "answered"
    if _asks_statuses(standalone):
        ended = bool(_ENDED.search(fold(standalone.text)))
        return composer.by_status(("closed", "replaced") if ended else ("open",), standalone.language), "answered"
    if is_too_vague(standalone):
        return Draft(), "needs_clarification"
    if not standalone.subjects and probability < load_calibration().threshold:
        return _nearest(passages, selector), "not_in_corpus"
    if standalone.subjects and probability < load_calibration().threshold:
        return _nearest(passages, selector), "not_in_corpus"
    if len(standalone.subjects) >= 2 and (standalone.paired or "lookalike" in standalone.intent.facets):
        return composer.comparison(standalone.subjects, query), "answered"
    return _parts(standalone, query, passages, selector, composer, embed), "answered"


def _parts(
    standalone: Standalone,
    query: Query,
    passages: Sequence[ScoredPassage],
    selector: Selector,
    composer: Composer,
    embed: Callable[[str], NDArray[np.float32] | None],
) -> Draft:
    """Each part of the question answered in turn; lines already given are not given twice."""
    parts = [p.strip(" ,;?") for p in _PART.split(standalone.text) if p and len(p.strip(" ,;?")) > 3]
    drafts = []
    if len(parts) > 1:
        queries = [_part_query(part, standalone, selector, embed) for part in parts]
        drafts = [_one(q, standalone, passages, selector, composer, most=2) for q in queries]
        drafts = [d for d in drafts if d.lines]
    if not drafts:
        return _one(query, standalone, passages, selector, composer)
    return merged(drafts)


def _part_query(
    part: str, standalone: Standalone, selector: Selector, embed: Callable[[str], NDArray[np.float32] | None]
) -> Query:
    """One part as a query of its own: the subject's name is put before a part that does not repeat it."""
    names = [display_name(selector.cards[s], standalone.language) for s in standalone.subjects[:1]]
    text = part if not names or fold(names[0]) in fold(part) else f"{names[0]} : {part}"
    intent = read_intent(part)
    bare = not subject_terms(part, standalone.language)
    return Query(text, intent, standalone.language, embed(text), bare)


def merged(drafts: Sequence[Draft]) -> Draft:
    """Drafts one after the other: leads first, warnings last, nothing twice."""
    lines: list[Line] = []
    seen: set[tuple[tuple[str, int, int], ...]] = set()
    order = {"lead": 0, "more": 1, "head": 2, "item": 2, "item_more": 2, "notice": 3, "check": 4}
    for line in sorted((line for d in drafts for line in d.lines), key=lambda line: order[line.role]):
        key = tuple(e.key for e in line.extracts)
        if key not in seen:
            seen.add(key)
            lines.append(line)
    return Draft(
        tuple(lines),
        tuple(dict.fromkeys(n for d in drafts for n in d.notices)),
        tuple(dict.fromkeys(s for d in drafts for s in d.subjects)),
        tuple(t for d in drafts for t in d.shown),
    )


def _one(
    query: Query,
    standalone: Standalone,
    passages: Sequence[ScoredPassage],
    selector: Selector,
    composer: Composer,
    most: int = 5,
) -> Draft:
    language, profile = query.language, standalone.profile
    found = selector.of_passages(passages, query)
    if standalone.subjects:
        subject = _best_subject(standalone.subjects, query, selector)
        extra = [e for e in found if (e.document.statements and not query.bare) or _is_about(e, subject, selector)][:6]
        draft = composer.on_scheme(subject, query, profile, extra, most)
        if is_eligibility(query.intent) and _ELSE.search(fold(query.text)):
            draft = merged([draft, composer.advice(profile, relevance(passages, selector), language, 2, without=(subject,))])
        return draft
    if _is_advice(standalone):
        draft = composer.advice(profile, relevance(passages, selector), language)
        if draft.lines:
            return draft
    subject_of = _dominant_subject(passages, selector)
    if subject_of is not None:
        extra = found[:6]
        return composer.on_scheme(subject_of, query, profile, extra, most)
    return composer.on_evidence(found, language)


def _best_subject(subjects: Sequence[str], query: Query, selector: Selector) -> str:
    """Of several schemes a question names, the one whose card answers it best."""
    tops = {s: max((e.score for e in selector.of_scheme(s, query)), default=-9.0) for s in subjects[:3]}
    return max(tops, key=lambda s: tops[s])


def relevance(passages: Sequence[ScoredPassage], selector: Selector) -> dict[str, float]:
    """Scheme id -> how well its best passage was found, 1 for the best of all."""
    best = max((p.score for p in passages), default=0.0) or 1.0
    found: dict[str, float] = {}
    for passage in passages:
        document = selector.documents.get(passage.document_id)
        if document is not None and document.scheme_id:
            found[document.scheme_id] = max(found.get(document.scheme_id, 0.0), passage.score / best)
    return found


def _is_about(extract: Extract, scheme_id: str, selector: Selector) -> bool:
    names = selector.cards[scheme_id].names.values()
    return any(fold(n) in fold(extract.text) for n in names)


def _dominant_subject(passages: Sequence[ScoredPassage], selector: Selector) -> str | None:
    """The scheme that the best passages agree on, or ``None``."""
    votes: dict[str, float] = {}
    for rank, passage in enumerate(passages[:6]):
        document = selector.documents.get(passage.document_id)
        if document is not None and document.scheme_id:
            votes[document.scheme_id] = votes.get(document.scheme_id, 0.0) + passage.score / (1 + 0.3 * rank)
    if not votes or selector.documents[passages[0].document_id].scheme_id is None:
        return None
    first = selector.documents[passages[0].document_id].scheme_id
    return first if votes[first] >= 0.5 * sum(votes.values()) else None  # type: ignore[index]


def _is_advice(standalone: Standalone) -> bool:
    if standalone.subjects:
        return False
    profile = standalone.profile
    firm = any(v is not None for v in (profile.employees, profile.turnover_eur, profile.age_years, profile.project_eur, profile.department))
    return (standalone.intent.form == "advice" and (firm or bool(profile.goals))) or (firm and bool(profile.goals or profile.sector))


def _is_private(standalone: Standalone) -> bool:
    """Whether the question asks for what belongs to a person alone, whoever the person is."""
    return bool(_PRIVATE.search(fold(standalone.own))) and bool(standalone.other_names)


def _is_about_elsewhere(standalone: Standalone, selector: Selector) -> bool:
    """Whether the question is about a region that no card concerns, and names no scheme of ours."""
    region = read_profile(standalone.own).region
    if region in (None, "auvergne-rhone-alpes") or standalone.named >= 1:
        return False
    rules = (card.eligibility.region for card in selector.cards.values())
    return region not in {value for rule in rules if isinstance(rule, Choice) for value in rule.values}


def _specific(standalone: Standalone) -> bool:
    """Whether a question has a subject beside the roadmap, the occasion of so many questions."""
    return any(s != ROADMAP for s in standalone.subjects)


def _asks_statuses(standalone: Standalone) -> bool:
    folded = fold(standalone.text)
    asks_many = standalone.intent.form in ("list", "advice") or bool(re.search(r"\b(which|lesquel|quels|quelles)\b", folded))
    return not _specific(standalone) and asks_many and bool(_ABOUT_SCHEMES.search(folded)) and bool(_ENDED.search(folded) or _RUNNING.search(folded)) and standalone.profile.employees is None


def _about(standalone: Standalone, query: Query, selector: Selector, greeting: bool) -> Draft:
    document = selector.documents.get(f"{ABOUT}.{standalone.language}")
    if document is None:
        return Draft()
    statements = statements_of(document)
    if greeting:
        return Draft(tuple(quoted(e, "lead") for e in statements[:2]))
    ranked = selector.ranked(statements, query)
    return Draft(tuple(quoted(e, "lead" if i == 0 else "more") for i, e in enumerate(ranked[:3])))


def _nearest(passages: Sequence[ScoredPassage], selector: Selector) -> Draft:
    """Nothing to say, but what came nearest, where it came near: the refusal words differ."""
    near = [selector.documents[p.document_id].scheme_id for p in passages[:1] if p.dense >= 0.25 and p.document_id in selector.documents]
    return Draft(subjects=tuple(s for s in near if s))
