"""The report is whole in itself, escapes everything, and says what changed."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.model import Answer
from evals import run_evaluation
from evals.results import Report
from tests.evals.fakes import FakeIndex, ScriptedAssistant, answered, found, refused
from tests.evals.test_runner import AID, dataset, row

INDEX = FakeIndex()
NASTY = "<script>alert('q')</script> & \"combien\" ?"
ROWS = [
    row("nasty", NASTY, scheme="<i>s</i>"),
    row("plain", "Combien ?", split="test", category="<b>cat</b>"),
    row("absent", "Météo ?", outcome="not_in_corpus", facts=[], documents=[], scheme=None, category="out_of_corpus"),
]


def run(folder: Path, *, right: bool = True) -> Report:
    plain: Answer = answered(INDEX, "Combien ?", AID) if right else refused("Combien ?")
    nasty = answered(INDEX, NASTY, AID, follow_ups=("<img src=x>",))
    assistant = ScriptedAssistant({NASTY: nasty, "Combien ?": plain, "Météo ?": refused("Météo ?")})
    return run_evaluation(
        assistant,
        INDEX,
        datasets=[dataset(folder, *ROWS)],
        report_dir=folder / "report",
        retrieve=found("diag.fr"),
        settings_info={"llm": "<u>none</u>"},
    )


@pytest.fixture(scope="module")
def first_and_second(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, str, str]:
    """Two runs in one folder: the second refuses what the first answered. Report, first page, second page."""
    folder = tmp_path_factory.mktemp("runs")
    page = run(folder).path.read_text("utf-8")
    second = run(folder, right=False)
    return second, page, second.path.read_text("utf-8")


class Resources(HTMLParser):
    """Everything in a page that a browser would fetch, and the tags seen."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if (
                name in ("src", "srcset", "poster", "data") or (tag == "link" and name == "href")
            ) and value != "data:,":
                self.fetched.append(f"{tag} {name}={value}")


def test_the_page_fetches_nothing(first_and_second: tuple[Report, str, str]) -> None:
    """No image, style, font or script from anywhere; the page itself forbids it."""
    _, page, _ = first_and_second
    resources = Resources()
    resources.feed(page)
    assert [f for f in resources.fetched if not f.startswith("details data-")] == []
    assert not re.search(r"url\(\s*['\"]?https?:|@import", page)
    assert "default-src 'none'" in page


def test_everything_from_outside_is_escaped(first_and_second: tuple[Report, str, str]) -> None:
    """Markup in a question, a category, a scheme or a setting is shown, not run, in plots too."""
    _, page, _ = first_and_second
    for raw in ("<script>alert", "<b>cat</b>", "<i>s</i>", "<u>none</u>"):
        assert raw not in page
    assert "&lt;script&gt;alert" in page
    assert page.count("<script>") == 1


def test_every_case_can_be_opened(first_and_second: tuple[Report, str, str]) -> None:
    """Each case has its place with question, answer, quote and what was expected."""
    report, page, _ = first_and_second
    assert page.count('<details class="case"') == len(report.results)
    assert 'id="plain-c1"' in page
    assert 'href="#plain-c1"' in page
    assert "diag.fr[" in page


def test_the_plots_are_there_and_named(first_and_second: tuple[Report, str, str]) -> None:
    """Category, language, scheme, depth, refusal and latency, each with a text for those who cannot see it."""
    _, page, _ = first_and_second
    for title in ("By category", "By language", "By scheme", "Retrieval depth", "Refusal", "Latency"):
        assert f"<figcaption>{title} " in page
    assert page.count('role="img" aria-label=') == 6
    assert "var(--accent)" in page


def test_two_runs_stand_side_by_side(first_and_second: tuple[Report, str, str]) -> None:
    """The second run shows the case that got worse, with both answers; the first had nothing to compare."""
    _, first, second = first_and_second
    assert "Compared with an earlier run" not in first
    assert "Got worse (1)" in second
    assert "Got better (0)" in second
    worse = second[second.index("Got worse") : second.index("Got better")]
    assert "40 % du coût" in worse
    assert "Les documents ne le disent pas." in worse


def test_json_and_markdown_say_the_same(first_and_second: tuple[Report, str, str]) -> None:
    """The same figures and the same failing case in all three forms; provenance too."""
    report, _, _ = first_and_second
    plain = json.loads((report.path.parent / "report.json").read_text("utf-8"))
    markdown = (report.path.parent / "report.md").read_text("utf-8")
    assert plain["metrics"]["right"]["value"] == round(2 / 3, 4)
    assert "| Right facts, right source | 66.7 % |" in markdown
    assert [c["id"] for c in plain["cases"] if c["scores"]["right"] == 0] == ["plain"]
    assert "Worse: plain." in markdown
    for provenance in (report.commit, report.data_hash, report.index_fingerprint):
        assert provenance in markdown
        assert provenance in report.path.read_text("utf-8")
