"""The golden questions are sound data: readable, unique, evenly split, and answerable from the corpus."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from evals.cases import load_dataset
from evals.folding import folded, pattern

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


def test_ids_are_unique() -> None:
    """No two cases share an id, across both files."""
    assert [name for name, n in Counter(case["id"] for case in ALL).items() if n > 1] == []


def test_no_question_is_asked_twice() -> None:
    """A question, with what went before it, is asked once, so that no case leaks from one half into the other."""
    asked = Counter((folded(case["question"]), json.dumps(case["history"])) for case in ALL)
    assert [question for question, n in asked.items() if n > 1] == []


def faults_of_form(case: dict[str, Any]) -> list[str]:
    """What the format forbids and the case does."""
    keys = set(case)
    faults = [f"{key}: missing" for key in REQUIRED - keys] + [f"{key}: unknown" for key in keys - REQUIRED - OPTIONAL]
    allowed = {"split": ("dev", "test"), "language": ("fr", "en"), "category": (*ANSWERABLE, "vague", *REFUSED)}
    faults += [f"{key}: {case[key]}" for key, values in allowed.items() if case[key] not in values]
    faults += [f"{key}: empty" for key in ("question", "why") if not case[key].strip()]
    faults += ["history" for turn in case["history"] if set(turn) != {"question"} or not turn["question"].strip()]
    faults += [f"notices: {code}" for code in case.get("notices", []) if code not in NOTICES]
    return faults


def test_the_reader_takes_every_case() -> None:
    """The reader of data sets, which refuses unknown fields and broken patterns, takes both files whole."""
    assert len(load_dataset(["golden", "refusals"], DATASETS).cases) == len(ALL)


def test_every_case_is_well_formed() -> None:
    """A case has exactly the fields of the format, with values the format allows."""
    assert {case["id"]: faults for case in ALL if (faults := faults_of_form(case))} == {}


def faults_of_outcome(case: dict[str, Any]) -> list[str]:
    """Where the expected outcome and the category do not fit each other."""
    category, facts = case["category"], case["facts"]
    expected = (
        "answered" if category in ANSWERABLE else "needs_clarification" if category == "vague" else "not_in_corpus"
    )
    faults = [] if case["outcome"] == expected else [f"outcome: {case['outcome']}"]
    if category in ANSWERABLE:
        faults += [] if 1 <= len(facts) <= 4 else [f"{len(facts)} facts"]
        faults += ["a fact without name or pattern" for fact in facts if not (fact["name"] and fact["any"])]
    elif facts or case["documents"]:
        faults.append("expects facts or sources without an answer")
    if category == "dialogue" and not 1 <= len(case["history"]) <= 3:
        faults.append(f"{len(case['history'])} turns before")
    return faults


def test_outcome_fits_category() -> None:
    """Answerable categories expect facts, vague ones a question back, the others a refusal without facts."""
    assert {case["id"]: faults for case in ALL if (faults := faults_of_outcome(case))} == {}


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


@functools.cache
def written(document_id: str) -> str:
    """The folded text of a document's source, without the marks at the ends of its lines and the questions beneath."""
    name, language = document_id.rsplit(".", 1)
    for folder in ("schemes", "documents"):
        path = CORPUS / folder / name / f"{language}.md"
        if path.exists():
            lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("?"))
            return folded(" ".join(re.sub(r"\s*\[[^\]]*\]$", "", line) for line in lines))
    raise AssertionError(f"no such document: {document_id}")


def found(source: str, document_id: str) -> bool:
    """Whether a document says what the pattern looks for."""
    return pattern(source).search(written(document_id)) is not None


def test_expected_facts_stand_in_the_documents_named() -> None:
    """A fact that no document named by the case states, in the language of the question, cannot be expected."""
    missing = {}
    for case in GOLDEN:
        named = [name for name in case["documents"] if name.endswith(f".{case['language']}")]
        for fact in case["facts"] if named else []:
            if not any(found(source, name) for source in fact["any"] for name in named):
                missing[case["id"]] = fact["name"]
    assert missing == {}


def test_no_document_named_springs_a_trap() -> None:
    """What an answer must not say stands in no document named, so that quoting one faithfully is never punished."""
    sprung = [
        (case["id"], name, trap)
        for case in GOLDEN
        for name in case["documents"]
        for trap in case["must_not"]
        if not trap.startswith("^") and found(trap, name)
    ]
    assert sprung == []
