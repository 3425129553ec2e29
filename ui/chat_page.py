"""The chat page: our own page around Gradio's part.

Gradio serves a complete page of its own. Its start-up scripts and style are taken out of it
and set into ``templates/chat.html``; its vendor tags, remote picture and helper scripts stay behind.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from markupsafe import Markup
from starlette.requests import Request
from starlette.types import Scope

from ui.examples import EXAMPLES
from ui.pages import Pages
from ui.words import chat_words

# Gradio takes its language from the browser and its theme from the system. The reader's own
# choice must be in force before its scripts run, so this comes first on the page.
EARLY = """(()=>{const d=document.documentElement,l=d.lang;
Object.defineProperty(navigator,"language",{get:()=>l});Object.defineProperty(navigator,"languages",{get:()=>[l]});
const t=d.dataset.theme,m=window.matchMedia.bind(window);
if(t!=="auto")window.matchMedia=q=>/prefers-color-scheme/.test(q)?
{matches:q.includes(t),media:q,onchange:null,addEventListener(){},removeEventListener(){},addListener(){},removeListener(){}}:m(q);
})()"""

APP = Markup('<gradio-app control_page_title="false" embed="false" eager="true"></gradio-app>')


class _HeadParts(HTMLParser):
    """Collects the scripts and styles of Gradio's page, each script with the nonce."""

    def __init__(self, nonce: str) -> None:
        super().__init__(convert_charrefs=False)
        self.nonce, self.parts, self.base = nonce, list[str](), "./"
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "base":
            self.base = given.get("href") or "./"
        elif tag == "link" and given.get("rel") in ("stylesheet", "modulepreload"):
            self.parts.append(self.get_starttag_text() or "")
        elif tag == "script":
            written = "".join(f' {k}="{escape(v or "")}"' for k, v in attrs)
            self._script = [f'<script nonce="{self.nonce}"{written}>']

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            script, self._script = "".join(self._script), None
            if "__gradio_mode__" in script:
                script = f'<script nonce="{self.nonce}">window.__gradio_mode__="app";'
            elif "iframeResizer" in script and "gradio_config =" not in script:
                script = ""  # for pages framed by Gradio's own hosting
            elif 'getElementsByTagName("gradio-app")' in script:
                script = ""  # it only undoes padding that our page does not have
            if script:
                self.parts.append(script + "</script>")


class ChatPage:
    """Rewrites Gradio's page; called by the guard, which made the nonce."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def __call__(self, html: str, nonce: str, scope: Scope) -> str:
        head = _HeadParts(nonce)
        head.feed(html)
        head.close()
        request = Request(scope)
        language = self._pages.language(request)
        return self._pages.render(
            request,
            "chat.html",
            path="/",
            embedded=scope.get("aura_chat") == "/embed",
            examples=EXAMPLES[language],
            script_words=chat_words(language),
            nonce=nonce,
            base=head.base,
            early=Markup(EARLY),
            gradio_head=Markup("\n".join(head.parts)),
            gradio_app=APP,
        )
