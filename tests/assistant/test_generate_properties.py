"""Attacks on true sentences, by machine: whatever is done to one, it is shown whole and true or not at all."""

from __future__ import annotations

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.language_model.generate import Generator
from assistant.verification.cuts import is_cut_of
from tests.assistant.scripted_model import ScriptedModel, Told, extractive

TRUE = (
    "Le Diag Data IA s'adresse aux entreprises de 10 à 2 000 salariés avec au moins 1 million d'euros de recettes.",
    "Selon la presse, Atouts Numériques est réservé aux entreprises de moins de 50 salariés depuis le 3 mars 2025.",
    "EasyPOC est financé par la Région et conduit par le CEA à Grenoble.",
    "Le Pack IA, qui a remplacé le Diag IA, est fermé depuis 2024 et n'est plus ouvert aux PME.",
    "Aucun opérateur n'est confirmé pour Easytech, sauf dans un article.",
    "L'aide du R&D Booster peut atteindre 40 % des dépenses, jusqu'à 200 000 € par partenaire.",
    "Minalogic anime le réseau et Digital League accompagne les entreprises du numérique.",
    "La première année est gratuite pour les membres de l'ENE si l'entreprise a un projet.",
)
WORDS = sorted(
    {w for text in TRUE for w in re.findall(r"[\w&]+", text)}
    | {"ouvert", "gratuit", "ne", "pas", "toujours", "Bpifrance", "Lyon", "non", "sans"}
)
sentences = st.sampled_from(TRUE)


def shown(reply: str) -> str:
    """What the reader sees of a reply on all true sentences, the first being the direct answer."""
    answer, draft = extractive([Told(text, "lead" if i == 0 else "more") for i, text in enumerate(TRUE)])
    pieces: list[str] = []
    given_answer = Generator(ScriptedModel(reply, size=50)).rewrite(answer, draft, "", pieces.append)
    assert "".join(pieces) == ("" if given_answer is answer else given_answer.answer)
    return given_answer.answer


def assert_not_shown(changed: str, true: str) -> None:
    """``changed`` is not shown, whichever numbers it cites, even behind a true direct answer."""
    body = changed.rstrip(".")
    marked = " ".join(f"[{n}]" for n in range(1, len(TRUE) + 1))
    text = shown(f"{TRUE[0][:-1]} [1]. {body} {marked}. {body} [{TRUE.index(true) + 1}].")
    plain = re.sub(r"\s*\[\d+\]", "", text)
    assert body not in re.sub("|".join(re.escape(t[:-1]) for t in TRUE), "•", plain)
    assert not is_cut_of(body, true)


@settings(max_examples=60, deadline=None)
@given(sentences.filter(lambda t: any(c.isdigit() for c in t)), st.data())
def test_an_altered_digit_is_not_shown(true: str, data: st.DataObject) -> None:
    """Any digit, any other digit."""
    at = data.draw(st.sampled_from([i for i, c in enumerate(true) if c.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789".replace(true[at], "")))
    assert_not_shown(true[:at] + digit + true[at + 1 :], true)


@settings(max_examples=60, deadline=None)
@given(sentences, st.data())
def test_an_added_word_is_not_shown(true: str, data: st.DataObject) -> None:
    """Denials, names and any other word that the sentence does not have there."""
    words = true[:-1].split()
    at = data.draw(st.integers(0, len(words)))
    added = data.draw(st.sampled_from(WORDS))
    changed = " ".join([*words[:at], added, *words[at:]])
    assert_not_shown(changed, true)


@settings(max_examples=60, deadline=None)
@given(sentences, st.data())
def test_a_replaced_word_is_not_shown(true: str, data: st.DataObject) -> None:
    """One word for another of the corpus, antonyms among them."""
    words = true[:-1].split()
    at = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from(WORDS))
    changed = " ".join([*words[:at], other, *words[at + 1 :]])
    assume(words[at].strip(",").lower() != other.lower())
    assert_not_shown(changed, true)


@settings(max_examples=60, deadline=None)
@given(sentences, st.data())
def test_words_in_another_order_are_not_shown(true: str, data: st.DataObject) -> None:
    """Two words exchanged: who pays whom, from what to what."""
    words = true[:-1].split()
    places = st.integers(0, len(words) - 1)
    a, b = data.draw(places), data.draw(places)
    assume(words[a].strip(",").lower() != words[b].strip(",").lower())
    words[a], words[b] = words[b], words[a]
    assert_not_shown(" ".join(words), true)


@settings(max_examples=60, deadline=None)
@given(sentences, sentences, st.data())
def test_fused_sentences_are_not_shown(first: str, second: str, data: st.DataObject) -> None:
    """The head of one and the tail of another, each at least two words long."""
    assume(first != second)
    head, tail = first[:-1].split(), second[:-1].split()
    i = data.draw(st.integers(2, len(head)))
    j = data.draw(st.integers(0, len(tail) - 2))
    changed = " ".join([*head[:i], *tail[j:]])
    assume(not any(is_cut_of(changed, t) for t in (first, second)))
    assert_not_shown(changed, first)


@settings(max_examples=100, deadline=None)
@given(sentences, st.data())
def test_a_cut_keeps_figures_names_denials_and_bounds(true: str, data: st.DataObject) -> None:
    """Whatever words are left out, what is shown of a sentence has all that its sense hangs on."""
    words = true[:-1].split()
    kept = [w for w in words if data.draw(st.integers(0, 4))]
    body = " ".join(kept)
    assume(kept)
    if is_cut_of(body, true):
        essential = re.compile(
            r"\d|%|€|^(selon|ne|n'\w+|pas|plus|moins|au|sauf|aucun|si|jusqu'à|peut|par|pour|depuis|première|réservé|fermé|remplacé|presse|article|confirmé)$",
            re.IGNORECASE,
        )
        names = re.compile(r"^(L'|l'|d')?[A-Z]")
        for word in words:
            bare = word.strip(",.")
            if essential.search(bare) or (names.search(bare) and word != words[0]):
                assert bare in body


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(1, 9))
def test_any_text_at_all_is_survived(noise: str, number: int) -> None:
    """Noise with or without a marker changes nothing of the answer."""
    answer, draft = extractive([Told(TRUE[0], "lead"), Told(TRUE[1])])
    assert Generator(ScriptedModel(f"{noise} [{number}].")).rewrite(answer, draft) is answer


def test_a_word_that_leans_on_the_next_is_not_left_alone() -> None:
    """An elision without its word says something else, or nothing."""
    line = (
        "Le Diag Data IA s'adresse aux entreprises de 10 à 2 000 salariés avec au moins 1 million d'euros de recettes."
    )
    assert not is_cut_of(line.replace("d'euros", "d"), line)
