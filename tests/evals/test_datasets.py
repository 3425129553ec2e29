"""The golden questions are sound data: readable, unique, evenly split, and answerable from the corpus."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DATASETS = ROOT / "evals" / "datasets"
CORPUS = ROOT / "corpus"

ANSWERABLE = [
    "what", "who", "how_much", "how", "until_when", "contact", "yes_no", "comparison", "list", "multi_part", "figure",
    "contradiction", "cross_lingual", "dialogue", "typo", "telegraphic", "spoken", "eligibility", "about", "greeting",
]  # fmt: skip
REFUSED = ["out_of_corpus", "near_miss", "hostile"]
NOTICES = {"closed", "replaced", "other_region", "disputed", "article_only"}
REQUIRED = {
    "id", "split", "language", "category", "scheme", "history", "question",
    "outcome", "facts", "must_not", "documents", "why",
}  # fmt: skip
OPTIONAL = {"notices", "standalone", "profile"}
SEEN_BEFORE = ("shown-", "use-")  # seen by whoever tunes the product: development half only


def rows(name: str) -> list[dict[str, Any]]:
    """The cases of one file, one JSON object a line."""
    return [json.loads(line) for line in (DATASETS / f"{name}.jsonl").read_text("utf-8").splitlines()]


GOLDEN, REFUSALS = rows("golden"), rows("refusals")
ALL = GOLDEN + REFUSALS


def folded(text: str) -> str:
    """Text as patterns see it: no accents, straight apostrophes, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain.replace("’", "'")).strip()


def patterns(case: dict[str, Any]) -> list[str]:
    """Every pattern a case is judged by."""
    wanted: list[str] = [pattern for fact in case["facts"] for pattern in fact["any"]]
    return [*wanted, *case["must_not"], *case.get("standalone", [])]


def test_ids_are_unique() -> None:
    """No two cases share an id, across both files."""
    assert [name for name, n in Counter(case["id"] for case in ALL).items() if n > 1] == []


def test_no_question_is_asked_twice() -> None:
    """A question, with what went before it, is asked once, so that no case leaks from one half into the other."""
    asked = Counter((folded(case["question"]).casefold(), json.dumps(case["history"])) for case in ALL)
    assert [question for question, n in asked.items() if n > 1] == []


@pytest.mark.parametrize("case", ALL, ids=lambda case: str(case["id"]))
def test_a_case_is_well_formed(case: dict[str, Any]) -> None:
    """A case has exactly the fields of the format, with values the format allows."""
    keys = set(case)
    assert keys >= REQUIRED
    assert keys <= REQUIRED | OPTIONAL
    assert case["split"] in ("dev", "test")
    assert case["language"] in ("fr", "en")
    assert case["category"] in [*ANSWERABLE, "vague", *REFUSED]
    assert case["question"].strip()
    assert case["why"].strip()
    assert all(set(turn) == {"question"} and turn["question"].strip() for turn in case["history"])
    assert set(case.get("notices", [])) <= NOTICES
    for pattern in patterns(case):
        re.compile(pattern, re.IGNORECASE)
        assert folded(pattern) == pattern.strip(), "patterns are written without accents"


@pytest.mark.parametrize("case", ALL, ids=lambda case: str(case["id"]))
def test_outcome_fits_category(case: dict[str, Any]) -> None:
    """Answerable categories expect facts, vague ones a question back, the others a refusal without facts."""
    category = case["category"]
    if category in ANSWERABLE:
        assert case["outcome"] == "answered"
        assert 1 <= len(case["facts"]) <= 4
        assert all(fact["name"] and fact["any"] for fact in case["facts"])
    else:
        assert case["outcome"] == ("needs_clarification" if category == "vague" else "not_in_corpus")
        assert case["facts"] == []
        assert case["documents"] == []
    if category == "dialogue":
        assert 1 <= len(case["history"]) <= 3


def test_there_are_enough_cases() -> None:
    """The amounts that the figures of the report rest on."""
    kinds = Counter(case["category"] for case in ALL)
    assert sum(kinds[category] for category in ANSWERABLE) >= 280
    assert len(REFUSALS) >= 170
    assert kinds["vague"] >= 16
    assert kinds["dialogue"] >= 45
    assert sum("hard" in case["why"] for case in REFUSALS) >= 30


def test_every_scheme_is_asked_about_in_both_languages() -> None:
    """Each scheme card has a French and an English question at least."""
    asked = defaultdict(set)
    for case in GOLDEN:
        asked[case["scheme"]].add(case["language"])
    cards = sorted(path.parent.name for path in CORPUS.glob("schemes/*/scheme.yaml"))
    assert [card for card in cards if asked[card] != {"fr", "en"}] == []


def test_languages_are_even() -> None:
    """French and English each make up at least 45 % of either file."""
    for cases in (GOLDEN, REFUSALS):
        share = sum(case["language"] == "fr" for case in cases) / len(cases)
        assert 0.45 <= share <= 0.55


def test_the_split_follows_its_written_rule() -> None:
    """Within a category and language, cases sorted by the SHA-256 of their id take the halves in turn."""
    strata = defaultdict(list)
    for case in ALL:
        if case["id"].startswith(SEEN_BEFORE):
            assert case["split"] == "dev"
        else:
            strata[(case["category"], case["language"])].append(case)
    for stratum, cases in strata.items():
        first = int(hashlib.sha256("/".join(stratum).encode()).hexdigest(), 16) % 2
        cases.sort(key=lambda case: hashlib.sha256(case["id"].encode()).hexdigest())
        for i, case in enumerate(cases):
            assert case["split"] == ("dev", "test")[(i + first) % 2], case["id"]


def written(document_id: str) -> str:
    """The folded text of a document's source, without the marks at the ends of its lines."""
    name, language = document_id.rsplit(".", 1)
    for folder in ("schemes", "documents"):
        path = CORPUS / folder / name / f"{language}.md"
        if path.exists():
            lines = path.read_text("utf-8").splitlines()
            return folded(" ".join(re.sub(r"\s*\[[^\]]*\]$", "", line) for line in lines))
    raise AssertionError(f"no such document: {document_id}")


@pytest.mark.parametrize("case", [case for case in GOLDEN if case["documents"]], ids=lambda case: str(case["id"]))
def test_expected_facts_stand_in_the_documents_named(case: dict[str, Any]) -> None:
    """A fact that no document named by the case states, in the language of the question, cannot be expected."""
    texts = [written(name) for name in case["documents"] if name.endswith(f".{case['language']}")]
    missing = [
        fact["name"]
        for fact in case["facts"]
        if not any(re.search(p, text, re.IGNORECASE) for p in fact["any"] for text in texts)
    ]
    assert missing == []


@pytest.mark.parametrize("case", [case for case in GOLDEN if case["must_not"]], ids=lambda case: str(case["id"]))
def test_no_document_named_springs_the_trap(case: dict[str, Any]) -> None:
    """What an answer must not say stands in no document named, so that quoting one faithfully is never punished."""
    for name in case["documents"]:
        said = [p for p in case["must_not"] if not p.startswith("^") and re.search(p, written(name), re.IGNORECASE)]
        assert said == [], name
