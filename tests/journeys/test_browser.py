"""The journeys of a reader, in a real browser, over a scripted desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import HTMLResponse

from tests.browser import Visit, launched, running
from tests.ui.fakes import ScriptedDesk, Shelf, card, fake_parts

pytestmark = pytest.mark.browser

ELSEWHERE = "http://localhost:*"  # sites that may frame /embed
PAGES = ["/finder?employees=12&department=38", "/sources", "/sources/diag-data-ia.fr", "/about", "/privacy",
         "/accessibility", "/docs", "/admin", "/nothing"]  # fmt: skip
SECOND = "Le Diag Data IA coûte 10 000 € hors taxes, dont la moitié reste à la charge de l'entreprise."


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launched() as made:
        yield made


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole application with a card in each language and a PDF."""
    from ui.server import create_app

    folder = tmp_path_factory.mktemp("data")
    shelf = Shelf()
    shelf.held.append(paper(folder))
    desk = ScriptedDesk(shelf, delay=0.15)
    parts = fake_parts(folder, desk, admin_password="correct horse battery", embed_origins=ELSEWHERE)
    with running(create_app(parts)) as address:
        yield address


def paper(folder: Path) -> Any:
    """A PDF of two pages and its document."""
    from fpdf import FPDF

    pages = ("Premiere page. Rien ici.", "Seconde page. Le passage cite est ici. Fin.")
    pdf = FPDF()
    pdf.set_font("helvetica", size=14)
    for text in pages:
        pdf.add_page()
        pdf.cell(text=text)
    (folder / "documents").mkdir()
    pdf.output(str(folder / "documents" / "papier.pdf"))
    return replace(
        card("fr", "papier"),
        text="\f".join(pages),
        media_type="application/pdf",
        sections=(),
        statements=(),
        sources=(),
    )


@pytest.fixture
def visit(browser: Any, base: str) -> Iterator[Visit]:
    made = Visit(browser, base)
    yield made
    made.close()
    assert made.outside == []
    assert made.errors == []


def test_an_answer_and_its_source(visit: Visit) -> None:
    """Ask by keyboard, open [2] by keyboard: the passage stands highlighted, word for word; Escape goes back."""
    page = visit.chat()
    answer = visit.ask("Combien coûte le Diag Data IA ?")
    assert answer.locator(".aura-text a").count() == 3
    marker = answer.locator(".aura-text a").nth(1)
    marker.focus()
    page.keyboard.press("Enter")
    mark = page.locator("#panel mark")
    mark.wait_for()
    assert mark.inner_text() == SECOND
    assert "26 septembre 2026" in page.locator("#panel").inner_text()
    assert page.locator("#panel").evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert marker.evaluate("e => e === document.activeElement")


def test_the_question_box_stays_in_sight(browser: Any, base: str) -> None:
    """However long the conversation, the box is at the bottom of the window, and what has the focus is not under it."""
    visit = Visit(browser, base, viewport={"width": 1000, "height": 420})
    page = visit.chat()
    visit.ask("Combien coûte le Diag Data IA ?")
    visit.ask("Et pour qui ?")
    box = page.locator("#aura-box")
    page.evaluate("scrollTo(0, 0)")
    assert box.evaluate("e => e.getBoundingClientRect().bottom <= innerHeight + 1")
    page.locator(".aura-answer .aura-text a").first.focus()
    top = box.evaluate("e => e.getBoundingClientRect().top")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getBoundingClientRect().bottom") <= top
    visit.close()


def test_the_answer_is_announced_once_when_complete(visit: Visit) -> None:
    """The live region speaks the finished answer once; the log itself is silent to screen readers."""
    page = visit.chat()
    page.evaluate(
        "window.said = []; new MutationObserver(() => { const t = document.getElementById('live').textContent;"
        "if (t) window.said.push(t); }).observe(document.getElementById('live'), {childList: true})"
    )
    visit.ask("Combien coûte le Diag Data IA ?")
    page.wait_for_timeout(600)
    said = page.evaluate("window.said")
    assert len(said) == 1
    assert SECOND in said[0]
    assert page.locator("#aura-log [role=log]").get_attribute("aria-live") == "off"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_axe_finds_nothing_in_the_chat(browser: Any, base: str, scheme: str, locale: str) -> None:
    """Before a question, with an answer and with a source open: no fault, in either language and theme."""
    visit = Visit(browser, base, color_scheme=scheme, locale=locale)
    page = visit.chat()
    assert page.evaluate("document.documentElement.lang") == locale[:2]
    assert visit.axe() == []
    answer = visit.ask("What does the Diag cost?" if locale == "en-GB" else "Combien coûte le Diag ?")
    answer.locator(".aura-text a").first.click()
    page.locator("#panel mark").wait_for()
    assert visit.axe() == []
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_axe_finds_nothing_on_the_other_pages(browser: Any, base: str, scheme: str, locale: str) -> None:
    """Every page of ours, the admin pages included, in either language and theme."""
    visit = Visit(browser, base, color_scheme=scheme, locale=locale)
    for path in [*PAGES, "/admin"]:
        visit.page.goto(base + path)
        assert (path, visit.axe()) == (path, [])
        if path == "/admin" and visit.page.locator("#password").count():
            visit.page.fill("#password", "correct horse battery")
            visit.page.locator("main button").click()
            visit.page.locator("#files").wait_for()
    assert (visit.outside, visit.errors) == ([], [])
    visit.close()


def test_nothing_scrolls_sideways_on_a_phone(browser: Any, base: str) -> None:
    """At 360 px every page fits, the chat with an answer and an open source included."""
    visit = Visit(browser, base, viewport={"width": 360, "height": 740}, has_touch=True)
    page = visit.chat()
    visit.ask("Combien coûte le Diag Data IA ?").locator(".aura-text a").first.click()
    page.locator("#panel mark").wait_for()
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wide)
    for path in PAGES:
        page.goto(base + path)
        assert (path, page.evaluate(wide)) == (path, False)
    visit.close()


def test_back_closes_a_source_on_a_phone(browser: Any, base: str) -> None:
    """Where the source lies over the conversation, "back" returns to the conversation, and so does its button."""
    visit = Visit(browser, base, viewport={"width": 360, "height": 740}, has_touch=True)
    page = visit.chat()
    markers = visit.ask("Combien coûte le Diag Data IA ?").locator(".aura-text a")
    markers.nth(0).tap()
    page.locator("#panel mark").wait_for()
    page.go_back()
    page.locator("#panel.open").wait_for(state="detached")
    assert page.locator(".aura-answer").count() == 1
    markers.nth(1).tap()
    page.locator("#panel mark").wait_for()
    page.locator("#panel-close").tap()
    page.locator("#panel.open").wait_for(state="detached")
    assert page.locator(".aura-answer").count() == 1
    visit.close()


def test_the_navigation_stays_on_one_line_on_a_phone(browser: Any, base: str) -> None:
    """At 360 px the three places stand side by side, whichever of them is current."""
    visit = Visit(browser, base, viewport={"width": 360, "height": 740}, has_touch=True)
    for path in ("/finder", "/sources"):
        visit.page.goto(base + path)
        tops = visit.page.locator(".top nav a").evaluate_all("all => all.map(a => a.getBoundingClientRect().top)")
        assert (path, len(set(tops))) == (path, 1)
    visit.close()


def test_the_page_of_an_article_is_not_called_official(visit: Visit) -> None:
    """An address that is the press article's own is named so, and a month alone is written out."""

    def press(route: Any) -> None:
        told = route.fetch().json()
        article = {
            "title": "Article",
            "publisher": "Journal",
            "url": told["url"],
            "date": "2024-07",
            "evidence": "press",
        }
        route.fulfill(json=told | {"as_of": "2026-10", "sources": [article]})

    page = visit.chat()
    page.route("**/api/source/**", press)
    visit.ask("Combien coûte le Diag Data IA ?").locator(".aura-text a").first.click()
    page.locator("#panel mark").wait_for()
    told = page.locator("#panel").inner_text()
    assert "Page de cette source" in told
    assert "Page officielle" not in told
    assert "octobre 2026" in told
    assert "juillet 2024" in told


def test_the_answer_to_a_very_long_question_is_in_sight(visit: Visit) -> None:
    """A question longer than the window does not push its answer out of it."""
    visit.chat()
    visit.ask("Combien coûte le Diag Data IA ?")
    answer = visit.ask("Et pour qui ? " * 250)
    visit.page.wait_for_timeout(300)
    assert answer.evaluate("a => a.getBoundingClientRect().top < innerHeight * 0.5")


def test_retry_edit_follow_up_and_new(visit: Visit) -> None:
    """The conversation grows by a follow-up, its last question can be edited, and a new one begins empty."""
    page = visit.chat()
    visit.ask("Combien coûte le Diag Data IA ?")
    page.locator(".aura-follow button").focus()
    page.keyboard.press("Enter")
    page.locator(".aura-answer").nth(1).wait_for()
    assert page.evaluate("document.activeElement.closest('#aura-box') !== null"), "the keyboard has lost its place"
    assert page.locator(".aura-question").nth(1).inner_text().strip() == "À qui s'adresse le Diag Data IA ?"
    page.locator(".aura-act-retry").click()
    page.locator(".aura-streaming").wait_for()
    page.locator(".aura-answer").nth(1).wait_for()
    page.locator(".aura-act-edit").click()
    page.locator(".aura-answer").nth(1).wait_for(state="detached")
    assert page.input_value("#aura-box textarea") == "À qui s'adresse le Diag Data IA ?"
    page.locator("#bar-new").click()
    page.locator(".aura-answer").first.wait_for(state="detached")
    assert page.locator(".examples").is_visible()


def test_a_conversation_left_can_be_taken_up_again(visit: Visit) -> None:
    """ "New conversation" loses nothing: a button asks the former questions again, and is gone after that."""
    page = visit.chat()
    visit.ask("Combien coûte le Diag Data IA ?")
    page.locator("#bar-new").click()
    undo = page.get_by_role("button", name="Reprendre la conversation précédente")
    undo.wait_for()
    page.wait_for_timeout(400)
    undo.focus()
    page.keyboard.press("Enter")
    page.locator(".aura-answer").wait_for()
    assert page.locator(".aura-question").inner_text().strip() == "Combien coûte le Diag Data IA ?"
    assert undo.is_hidden()


def test_a_conversation_survives_a_reload_and_travels_by_link(visit: Visit) -> None:
    """A reload asks the tab's questions again; a link carries them after the #, which no server sees."""
    page = visit.chat()
    visit.ask("Combien coûte le Diag Data IA ?")
    page.reload()
    page.locator(".aura-answer").wait_for()
    page.goto("about:blank")
    visit.chat("/#ask=Quel%20co%C3%BBt%20%3F")
    page.locator(".aura-answer").wait_for()
    assert page.locator(".aura-question").inner_text().strip() == "Quel coût ?"


def test_a_conversation_can_be_taken_away(visit: Visit) -> None:
    """Both exports hold question, answer and quotes."""
    page = visit.chat()
    visit.ask("Combien coûte le Diag Data IA ?")
    with page.expect_download() as got:
        page.locator("#bar-md").click()
    text = Path(got.value.path()).read_text("utf-8")
    assert "Combien coûte" in text
    assert "10 000 €" in text
    with page.expect_download() as got:
        page.locator("#bar-pdf").click()
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF")


def test_feedback_with_a_reason(visit: Visit) -> None:
    """A thumb down asks for a reason and thanks."""
    page = visit.chat()
    visit.ask("Combien coûte le Diag Data IA ?")
    page.locator(".aura-act-useless").click()
    page.fill("#why-text", "Trop long")
    with page.expect_response("**/api/feedback") as got:
        page.locator("#why button.primary").click()
    assert got.value.status == 204


def test_a_hostile_question_is_only_text(visit: Visit) -> None:
    """Markup in a question shows as it was written and adds no element."""
    page = visit.chat()
    hostile = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **gras** <b>b</b>"
    visit.ask(hostile)
    assert page.locator(".aura-question").inner_text().strip() == hostile
    assert page.locator(".aura-question img, .aura-question b, .aura-question a, .aura-question strong").count() == 0


def test_two_people_have_two_conversations(browser: Any, base: str) -> None:
    """Two readers at once see their own questions only."""
    one, two = Visit(browser, base), Visit(browser, base, locale="en-GB")
    one.chat()
    two.chat()
    one.ask("Combien coûte le Diag Data IA ?")
    two.ask("What does it cost?")
    assert one.page.locator(".aura-question").all_inner_texts() != two.page.locator(".aura-question").all_inner_texts()
    assert one.page.locator(".aura-answer").get_attribute("lang") == "fr"
    assert two.page.locator(".aura-answer").get_attribute("lang") == "en"
    one.close()
    two.close()


def test_an_answer_can_be_stopped(visit: Visit) -> None:
    """Stop ends a running answer, and the next question is answered."""
    page = visit.chat()
    page.fill("#aura-box textarea", "Lentement : combien coûte le Diag Data IA ?")
    page.keyboard.press("Enter")
    page.locator("#aura-box .stop-button").click()
    page.get_by_text("Réponse arrêtée.").wait_for()
    visit.ask("Et pour qui ?")


def test_a_question_sent_too_early_is_not_lost(visit: Visit) -> None:
    """What is sent while an answer is under way stays in the box, or is answered after it."""
    page = visit.chat()
    page.fill("#aura-box textarea", "Lentement : combien coûte le Diag Data IA ?")
    page.keyboard.press("Enter")
    page.locator(".aura-streaming").wait_for()
    page.fill("#aura-box textarea", "Et pour qui ?")
    page.keyboard.press("Enter")
    page.locator(".aura-answer").wait_for()
    page.wait_for_timeout(500)
    asked = page.locator(".aura-question").all_inner_texts()
    assert "Et pour qui ?" in (page.input_value("#aura-box textarea"), asked[-1].strip())


def test_the_finder_hands_the_firm_to_the_chat(visit: Visit) -> None:
    """Fill in the form, see the verdict with its rule, carry the profile over, drop it again."""
    page = visit.page
    page.goto(visit.base + "/finder")
    page.fill("#employees", "12")
    page.select_option("#department", "38")
    page.locator("main form button.primary").click()
    assert page.locator(".verdict.met").first.is_visible()
    page.locator("#to-chat").click()
    page.locator("#chip:not([hidden])").wait_for()
    assert "12" in page.locator("#chip").inner_text()
    visit.ask("Combien coûte le Diag Data IA ?")
    page.locator("#chip-drop").click()
    assert page.locator("#chip").is_hidden()


def test_a_page_of_a_pdf_shows_the_passage(visit: Visit) -> None:
    """The picture of the page comes, the marked one differs from the plain one, and a page too far is 404."""
    text = "Premiere page. Rien ici.\fSeconde page. Le passage cite est ici. Fin."
    start = text.index("Le passage")
    get = visit.context.request.get
    marked = get(f"{visit.base}/api/page/papier/2.png?start={start}&end={start + 24}")
    plain = get(f"{visit.base}/api/page/papier/2.png")
    assert marked.headers["content-type"] == "image/png"
    assert marked.body() != plain.body()
    assert get(f"{visit.base}/api/page/papier/3.png").status == 404


def test_theme_and_language_are_remembered(visit: Visit) -> None:
    """The switches change the page at once and still hold after going elsewhere."""
    page = visit.chat()
    page.select_option("#theme", "dark")
    page.locator("html[data-theme=dark]").wait_for()
    page.goto(visit.base + "/sources")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator("a.lang").click()
    page.locator("html[lang=en]").wait_for()
    visit.chat()
    assert page.locator("#aura-box textarea").get_attribute("placeholder") == "How do I get started with AI?"


def test_everything_works_below_a_path(browser: Any, tmp_path: Path) -> None:
    """Behind a proxy that shows the pages at /aura, no link, picture, script or request leaves that path."""
    from ui.server import create_app

    app = create_app(fake_parts(tmp_path, root_path="/aura", admin_password="correct horse battery"))

    async def proxy(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and not scope["path"].startswith("/aura/"):
            await HTMLResponse("no such path", 404)(scope, receive, send)
            return
        shown = scope.get("path", "").removeprefix("/aura")
        await app(scope | {"path": shown, "raw_path": shown.encode()}, receive, send)

    with running(proxy) as address:
        visit = Visit(browser, address + "/aura")
        _go_everywhere(visit)
        assert visit.outside == []
        visit.close()


def _go_everywhere(visit: Visit) -> None:
    page = visit.chat("/")
    visit.ask("Combien coûte le Diag Data IA ?").locator(".aura-text a").first.click()
    page.locator("#panel mark").wait_for()
    page.locator("#panel a.button").first.click()
    page.locator("#passage").wait_for()
    page.goto(visit.base + "/finder?employees=12&department=38")
    page.locator("#to-chat").click()
    page.locator("#chip:not([hidden])").wait_for()
    page.locator("a.lang").click()
    page.locator("html[lang=en]").wait_for()
    page.goto(visit.base + "/admin")
    page.fill("#password", "correct horse battery")
    page.locator("main button").click()
    page.locator("#files").wait_for()
    for link in page.locator("a[href^='/']").evaluate_all("all => all.map(a => a.href)"):
        assert visit.context.request.get(link).ok, link


def test_the_embeddable_page_is_the_chat_alone(visit: Visit) -> None:
    """/embed has the chat and neither header nor footer."""
    page = visit.chat("/embed")
    visit.ask("Combien coûte le Diag Data IA ?")
    assert page.locator("header.top, footer.bottom").count() == 0


def test_another_site_frames_the_embeddable_page_alone(visit: Visit) -> None:
    """A site that is named frames /embed, where storage is refused, and gets answers; it frames no other page."""
    frames = "".join(f'<iframe name="{n}" src="{visit.base}/{n}"></iframe>' for n in ("embed", "finder"))

    async def site(scope: Any, receive: Any, send: Any) -> None:
        await HTMLResponse(frames)(scope, receive, send)

    with running(site) as address:
        other = address.replace("127.0.0.1", "localhost")
        visit.page.route(f"{other}/**", lambda route: route.continue_())
        visit.page.goto(other)
        _use_framed_chat(visit)
    visit.requests = [r for r in visit.requests if not r.startswith(other)]


def _use_framed_chat(visit: Visit) -> None:
    chat = visit.page.frame_locator("iframe[name=embed]")
    chat.locator("body[data-ready=yes]").wait_for()
    chat.locator("#aura-box textarea").fill("Combien coûte le Diag Data IA ?")
    chat.locator("#aura-box textarea").press("Enter")
    chat.locator(".aura-text a").first.click()
    chat.locator("#panel mark").wait_for()
    assert visit.page.frame_locator("iframe[name=finder]").locator("form").count() == 0
    assert len(visit.errors) == 1, "the browser says that the finder was not framed"
    visit.errors.clear()
