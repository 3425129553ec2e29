"""The verifier under attack: whatever is changed in a true quotation is caught, and every true one passes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import corpus
from assistant.evidence.extracts import Extract, statements_of
from assistant.language.text import STOPWORDS, words
from assistant.language.wording import joined_after_colon, phrase
from assistant.model import Citation
from assistant.verification.cite import MARKER, citation_of, with_markers
from assistant.verification.verify import answer_sentences, fault_of, faults, is_verbatim, unsupported
from corpus.model import Document

TEXT = (
    "Le Diag Vulcain s'adresse aux entreprises de 10 à 2 000 salariés, selon l'Agence Vulcain. "
    "Marie Lune a signé pour la Région et Paul Soleil a signé pour l'État le 2 mars 2026. "
    "Le Fonds Junon finance 40 % du projet, jusqu'à 3 millions d'euros par projet et par entreprise. "
    "The Mercure loan is not open to sole traders and lends at most €30,000 over five years. "
    "Diag Vulcain was open on 2 March 2026, according to the page of the agency. "
    "Aucun montant n'est confirmé pour la Bourse Apollon, dont la page ne répond plus. "
    "Le plan prévoit 1,5 milliard d'euros pour trois axes et vingt écoles avant la fin de juin 2027."
)
QUOTES = [TEXT[a:b] for a, b in [(m.start(), m.end()) for m in re.finditer(r"[^ ].*?\.(?= [A-Z]|$)", TEXT)]]


def citation(quote: str, number: int = 1, document_id: str = "d") -> Citation:
    start = TEXT.find(quote)
    return Citation(
        number, document_id, "Title", "", None, "fr", quote, start, start + len(quote), "", "", "", "official", "open"
    )


BY_NUMBER = {i: citation(q, i) for i, q in enumerate(QUOTES, 1)}


def fault(sentence: str, quote: str, said: str = "") -> str:
    """Why ``sentence`` does not stand on ``quote``."""
    return fault_of(with_markers(sentence, [1]), {1: citation(quote)}, said)


def text_of(document_id: str) -> str | None:
    return TEXT if document_id == "d" else None


@pytest.mark.parametrize("quote", QUOTES)
def test_a_quotation_stands(quote: str) -> None:
    """A sentence that is its quote, with its marker, stands."""
    assert fault(quote, quote) == ""


@pytest.fixture(scope="module")
def shipped() -> list[Extract]:
    """Every statement of the Markdown documents that ship."""
    sources = corpus.load_sources(corpus.PACKAGED)
    markdown = [e for e in corpus.entries(corpus.PACKAGED) if e.format == "markdown"]
    return [extract for entry in markdown for extract in statements_of(corpus.read_entry(entry, sources))]


def test_every_statement_of_the_packaged_corpus_stands(shipped: list[Extract]) -> None:
    """Each statement that ships can be quoted, whatever figures, names and denials it holds."""
    fallen = [
        (e.document_id, e.text)
        for e in shipped
        if fault_of(with_markers(" ".join(e.text.split()), [1]), {1: citation_of(e, 1)})
    ]
    assert len(shipped) > 1000
    assert fallen == []


def test_every_defended_status_can_be_introduced_by_its_yes_or_no(shipped: list[Extract]) -> None:
    """ "Yes: …" or "No: …" before a card's own status statement stands where the card's status says so."""
    cards, fallen = corpus.load_cards(corpus.PACKAGED), []
    for extract in shipped:
        document = extract.document
        status = cards[document.scheme_id].status.value if document.scheme_id else "unknown"
        if status == "unknown" or "status" not in extract.tags or "unknown" in extract.tags:
            continue
        word = phrase("yes" if status == "open" else "no", document.language)
        text = f"{word} : {joined_after_colon(' '.join(extract.text.split()), document.language)}"
        if fault_of(with_markers(text, [1]), {1: citation_of(extract, 1)}):
            fallen.append(text)
    assert fallen == []


# -- mutations ---------------------------------------------------------------------------------------------------


@given(st.sampled_from(QUOTES), st.data())
def test_an_altered_digit_is_caught(quote: str, data: st.DataObject) -> None:
    """No digit of a quotation can be another one."""
    places = [i for i, c in enumerate(quote) if c.isdigit()]
    assume(places)
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != quote[at]]))
    assert fault(quote[:at] + digit + quote[at + 1 :], quote)


@given(st.sampled_from(QUOTES), st.data())
@settings(max_examples=300)
def test_a_letter_altered_anywhere_is_caught(quote: str, data: st.DataObject) -> None:
    """A sentence that differs from its quote by one letter of one word is not shown."""
    at = data.draw(st.sampled_from([i for i, c in enumerate(quote) if c.isalpha()]))
    letter = data.draw(st.sampled_from("bcdfghjkmqvwxz"))
    altered = quote[:at] + letter + quote[at + 1 :]
    assume(words(altered) != words(quote))
    assert fault(altered, quote)


@given(st.sampled_from(QUOTES), st.data())
def test_a_quote_that_is_not_the_documents_text_is_caught(quote: str, data: st.DataObject) -> None:
    """A citation altered by one character, or at any other offsets, is not verbatim."""
    good = citation(quote)
    assert is_verbatim(good, text_of)
    at = data.draw(st.integers(0, len(quote) - 1))
    assert not is_verbatim(replace(good, quote=quote[:at] + "¤" + quote[at + 1 :]), text_of)
    shift = data.draw(st.integers(-len(TEXT), len(TEXT)).filter(bool))
    assert not is_verbatim(replace(good, start=good.start + shift, end=good.end + shift), text_of)
    assert not is_verbatim(replace(good, start=good.start - len(TEXT), end=good.end - len(TEXT)), text_of)


@given(
    st.sampled_from(QUOTES), st.sampled_from(["not", "never", "no", "ne", "pas", "jamais", "aucun", "sans"]), st.data()
)
@settings(max_examples=200)
def test_an_added_denial_is_caught(quote: str, denial: str, data: st.DataObject) -> None:
    """A denial put anywhere into a quotation is caught."""
    tokens = quote.split(" ")
    at = data.draw(st.integers(0, len(tokens)))
    tokens.insert(at, denial)
    assert fault(" ".join(tokens).strip(), quote)


@pytest.mark.parametrize("denial", ["not ", "Aucun ", "n'", "ne répond plus", "dont la page ne répond plus"])
def test_a_removed_denial_is_caught(denial: str) -> None:
    """A denial taken out of a quotation is caught."""
    quote = next(q for q in QUOTES if denial in q)
    assert fault(quote.replace(denial, "", 1), quote)


@given(st.permutations([1, 2, 3, 4, 5, 6, 7]), st.data())
def test_two_quotes_fused_are_caught(order: list[int], data: st.DataObject) -> None:
    """The head of one quote and the tail of another make no sentence that stands on the two."""
    one, other = QUOTES[order[0] - 1].split(" "), QUOTES[order[1] - 1].split(" ")
    cut = data.draw(st.integers(2, len(one) - 2))
    resume = data.draw(st.integers(2, len(other) - 2))
    head, tail = " ".join(one[:cut]), " ".join(other[resume:])
    assume(
        set(words(head)) - set(words(" ".join(other))) - STOPWORDS
        and set(words(tail)) - set(words(" ".join(one))) - STOPWORDS
    )
    fused = f"{head} {tail}"
    assert fault_of(with_markers(fused, [order[0], order[1]]), BY_NUMBER)


@given(st.sampled_from(QUOTES), st.integers(min_value=2))
def test_an_invented_citation_is_caught(quote: str, number: int) -> None:
    """A marker that names no citation is caught, alone or beside a true one."""
    assert fault_of(with_markers(quote, [number]), {1: citation(quote)}) == "citation that does not exist"
    assert fault_of(with_markers(quote, [1, number]), {1: citation(quote)}) == "citation that does not exist"


@pytest.mark.parametrize("quote", QUOTES)
def test_a_dropped_marker_is_caught(quote: str) -> None:
    """A quotation without its marker is a statement without a source."""
    assert fault_of(quote, BY_NUMBER) == "no citation"


@given(st.sampled_from(QUOTES), st.sampled_from(QUOTES))
def test_a_marker_moved_to_another_quote_is_caught(quote: str, other: str) -> None:
    """A sentence stands on its own quote only."""
    assume(quote != other)
    assert fault(quote, other)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Marie Lune a signé pour la Région et Paul Soleil", "Paul Soleil a signé pour la Région et Marie Lune"),
        ("Marie Lune", "Marie Soleil"),
        ("l'Agence Vulcain", "l'Agence Junon"),
        ("10 à 2 000", "2 000 à 10"),
        ("40 %", "40 €"),
        ("3 millions", "3 milliards"),
        ("3 millions d'euros", "3 euros"),
        ("€30,000", "€30"),
        ("€30,000", "30,000%"),
        ("five years", "fifteen years"),
        ("1,5 milliard", "1,5 million"),
        ("trois axes", "quatre axes"),
        ("vingt écoles", "trente écoles"),
        ("juin 2027", "juillet 2027"),
        ("2 mars 2026", "2 mai 2026"),
        ("2 March 2026", "2 May 2026"),
        ("at most €30,000", "€30,000"),
        ("at most", "at least"),
        ("jusqu'à 3", "au moins 3"),
        ("avant la fin", "après la fin"),
        ("was open", "was closed"),
        ("was open", "is open"),
        ("finance", "refuse"),
    ],
)
def test_what_turns_the_meaning_is_caught(true: str, false: str) -> None:
    """Names swapped, magnitudes, units, bounds, months, number words and tenses changed: all are caught."""
    quote = next(q for q in QUOTES if true in q)
    assert fault(quote.replace(true, false, 1), quote)


@pytest.mark.parametrize(
    "sentence",
    [
        "Il est faux que le Diag Vulcain s'adresse aux entreprises de 10 à 2 000 salariés, selon l'Agence Vulcain.",
        "Le Diag Vulcain s'adresse aux entreprises de 10 à 2 000 salariés, selon l'Agence Vulcain, et a pris fin.",
        "Le Diag Vulcain s'adresse aux entreprises de 10 à 2 000 salariés, selon l'Agence Vulcain, et il est gratuit.",
        "Non : le Diag Vulcain s'adresse aux entreprises de 10 à 2 000 salariés, selon l'Agence Vulcain.",
    ],
)
def test_words_put_around_a_quotation_are_caught(sentence: str) -> None:
    """A true quotation does not carry what is said around it."""
    assert fault(sentence, QUOTES[0])


def test_yes_does_not_introduce_an_end() -> None:
    """ "Yes" before a quote that tells of a closing is caught, and "no" is not."""
    quote = "Le Diag Vulcain est clos."
    assert unsupported(f"Oui : {quote}", [quote])
    assert not unsupported(f"Non : {quote}", [quote])


@pytest.mark.parametrize(
    "sentence",
    [
        "Le Diag Vulcain s'adresse aux entreprises de 10 à 2 000 salariés.",
        "Selon les documents, le Diag Vulcain s'adresse aux entreprises de 10 à 2 000 salariés.",
    ],
)
def test_a_shortening_stands(sentence: str) -> None:
    """A sentence that leaves out the end of its quote, and nothing that turns it, stands."""
    assert fault(sentence, QUOTES[0]) == ""


def test_the_frame_of_a_verdict_stands_with_the_askers_figures_alone() -> None:
    """ "No, not with 7 employees: …" stands for an asker who said 7, and not for one who said 8."""
    sentence = f"Non, pas avec 7 salariés : {joined_after_colon(QUOTES[0], 'fr')}"
    assert fault(sentence, QUOTES[0], said="Nous sommes 7") == ""
    assert fault(sentence, QUOTES[0], said="Nous sommes 8")


def test_a_question_may_not_smuggle_a_claim() -> None:
    """A question needs no source, but it may name nothing that the asker did not."""
    assert fault_of("Souhaitez-vous autre chose ?", {}) == ""
    assert fault_of("Saviez-vous que Paul Soleil donne 500 € ?", {})


def test_a_whole_answer_is_judged_sentence_by_sentence() -> None:
    """The sentence at fault is named; a citation that is not verbatim takes its sentences with it."""
    good, other = citation(QUOTES[0], 1), citation(QUOTES[1], 2)
    answer = f"{with_markers(QUOTES[0], [1])}\n\n- {with_markers(QUOTES[1], [2])}"
    assert faults(answer, [good, other], text_of) == []
    broken = replace(other, start=other.start + 1, end=other.end + 1)
    assert [f.why for f in faults(answer, [good, broken], text_of)] == ["quote", "citation that does not exist"]
    assert [f.why for f in faults(answer + "\n\nParis est grand.", [good, other], text_of)] == ["no citation"]


def test_markers_may_stand_before_or_after_the_full_stop() -> None:
    """Cutting an answer into sentences leaves each its markers."""
    sentences = answer_sentences("- Un fait [1]. Deux faits. [2] Trois faits. [3][4]")
    assert [MARKER.findall(s) for s in sentences] == [["1"], ["2"], ["3", "4"]]


@given(st.data())
@settings(max_examples=60)
def test_any_statement_with_an_altered_figure_is_caught(documents: dict[str, Document], data: st.DataObject) -> None:
    """On documents read by the archive's parser, too, no figure can change."""
    extracts = [e for d in documents.values() for e in statements_of(d) if re.search(r"\d", e.text)]
    extract = data.draw(st.sampled_from(extracts))
    at = data.draw(st.sampled_from([m.start() for m in re.finditer(r"\d", extract.text)]))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != extract.text[at]]))
    altered = extract.text[:at] + digit + extract.text[at + 1 :]
    assert fault_of(with_markers(altered, [1]), {1: citation_of(extract, 1)})


def test_only_a_heading_needs_no_marker() -> None:
    """A phrase that opens a list stands alone, to the letter; with a word more, or another sentence, it does not."""
    for language in ("fr", "en"):
        heading = phrase("advice", language)  # type: ignore[arg-type]
        assert fault_of(heading, {}) == ""
        assert fault_of(f"Open until 2030: {heading}", {}) == "no citation"
    assert fault_of(phrase("part_missing", "fr", part="le prix"), {}) == "no citation"
    assert fault_of("Voici les aides ouvertes :", {}) == "no citation"
