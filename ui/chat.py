"""The chat: Gradio's log and question box, fed by the assistant in a thread.

What stands around them (header, examples, source panel, dialogs) is our own page, see
``ui/chat_page.py``; the buttons inside messages are made by ``ui/render.py``. The hidden
controls are pressed by the page's script.
"""

from __future__ import annotations

import json
import math
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.model import Answer, CompanyProfile, Turn
from corpus.errors import AuraError
from corpus.model import Language
from ui import render
from ui.feedback import FeedbackStore
from ui.parts import Parts
from ui.recent import RecentAnswers
from ui.requests import QUESTION_LENGTH, ProfileIn
from ui.stops import Stops
from ui.words import words

GRACE = 0.15  # seconds until "searching" is shown: most answers are complete sooner and then come in one step
LINGER = 0.01  # seconds in which an answer that comes all at once is complete after its first word
PIECE_SECONDS = 0.12  # each piece costs a pass through Gradio's queue: few and larger is faster
RESTORED = 20  # questions asked again at most when a conversation is opened from a link
WORKERS = 40  # answers under way at once; more wait in the queue
WAITING = 400
SHOWN = ("log_label", "question_label", "question_placeholder", "send", "stop")  # words that Gradio shows


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, a text cut short, or a failure."""

    question: str
    answer: Answer | None = None
    partial: str = ""
    failure: str = ""


Exchanges = tuple[Exchange, ...]


def messages(exchanges: Exchanges, language: Language, feedback: bool) -> list[dict[str, str]]:
    """The conversation as Gradio's messages, all markup made by ``render``."""
    out = []
    for place, exchange in enumerate(exchanges):
        last = place == len(exchanges) - 1
        asked = exchange.answer.language if exchange.answer else None
        out.append({"role": "user", "content": render.question_markup(exchange.question, asked)})
        out.append({"role": "assistant", "content": _reply(exchange, last, language, feedback)})
    return out


def _reply(exchange: Exchange, last: bool, language: Language, feedback: bool) -> str:
    if exchange.answer is not None:
        return render.answer_markup(exchange.answer, last, feedback)
    if exchange.failure and exchange.partial:
        return render.stopped_markup(exchange.partial, language)
    if exchange.failure:
        return render.failed_markup(exchange.failure)
    if exchange.partial:
        return render.streaming_markup(exchange.partial)
    return render.streaming_markup(words(language)["searching"])


def turns_of(exchanges: Exchanges) -> list[Turn]:
    """What the assistant may know of the conversation so far."""
    return [Turn(e.question, e.answer.answer) for e in exchanges if e.answer is not None]


def profile_of(text: str) -> CompanyProfile | None:
    """The firm that the finder handed over, or ``None``; a broken one is as good as none."""
    if not text.strip():
        return None
    try:
        return ProfileIn.model_validate_json(text).profile()
    except ValidationError:
        return None


class Conversation:
    """Asks the desk and yields what the page should show, piece by piece."""

    def __init__(self, parts: Parts, recent: RecentAnswers, feedback: FeedbackStore | None, stops: Stops) -> None:
        self._parts, self._recent, self._feedback, self.stops = parts, recent, feedback, stops

    @property
    def takes_feedback(self) -> bool:
        return self._feedback is not None

    def ask(
        self, question: str, before: Exchanges, profile: str, language: Language, stop: threading.Event | None = None
    ) -> Iterator[Exchanges]:
        """The exchanges after ``question``, growing until its answer is complete or ``stop`` is set."""
        question = question.strip()
        if not question:
            yield before
            return
        if len(question) > QUESTION_LENGTH:
            yield (*before, Exchange(question[:200] + "…", failure=words(language)["too_long"]))
            return
        steps = self._steps(question, turns_of(before), profile_of(profile), language, stop or threading.Event())
        for exchange in steps:
            yield (*before, exchange)

    def _steps(
        self,
        question: str,
        history: Sequence[Turn],
        profile: CompanyProfile | None,
        language: Language,
        stop: threading.Event,
    ) -> Iterator[Exchange]:
        pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        done: list[Exchange] = []

        def work() -> None:
            try:
                answer = self._parts.desk.ask(question, history, profile, pieces.put)
                done.append(Exchange(question, answer=self._recent.keep(answer)))
            except AuraError as error:
                done.append(Exchange(question, failure=str(error)))
            except Exception as error:  # the page must say something; the log has the kind, not the question
                print(f"aura: an answer failed: {type(error).__name__}", flush=True)
                done.append(Exchange(question, failure=words(language)["failed"]))
            pieces.put(None)

        threading.Thread(target=work, daemon=True, name="answer").start()
        text, ended = _gathered(pieces, stop, GRACE, LINGER)
        if not text and not ended:
            yield Exchange(question)
        while not ended:
            if stop.is_set():
                yield Exchange(question, partial=text, failure=words(language)["stopped"])
                return
            if text.strip():
                yield Exchange(question, partial=text)
            more, ended = _gathered(pieces, stop, math.inf, PIECE_SECONDS if text else LINGER)
            text += more
        self._note(done[0])
        yield done[0]

    def _note(self, exchange: Exchange) -> None:
        answer = exchange.answer
        if self._feedback is not None and answer is not None and answer.outcome == "not_in_corpus":
            self._feedback.unanswered(exchange.question, answer.language)


def build_blocks(conversation: Conversation, i18n: Any, offer: Callable[[], None]) -> Any:
    """Gradio's part of the chat page; ``offer`` adds what other programs may call."""
    import gradio as gr

    with gr.Blocks(title="Aura", analytics_enabled=False, fill_width=True) as blocks:
        chat = gr.Chatbot(
            elem_id="aura-log", label=i18n("log_label"), show_label=False, container=False, height=None,
            min_height=0, buttons=[], feedback_options=None, layout="bubble", latex_delimiters=[],
            autoscroll=False, allow_file_downloads=False, group_consecutive_messages=False,
        )  # fmt: skip
        box = gr.Textbox(
            elem_id="aura-box", label=i18n("question_label"), placeholder=i18n("question_placeholder"),
            show_label=False, container=False, lines=1, max_lines=6,
            submit_btn=i18n("send"), stop_btn=i18n("stop"), autofocus=False,
        )  # fmt: skip
        state = gr.State(())
        with gr.Column(elem_id="aura-hidden"):
            profile = gr.Textbox(elem_id="aura-profile", label="profile", container=False)
            spoken = gr.Textbox(elem_id="aura-language", label="language", container=False)
            again = gr.Textbox(elem_id="aura-questions", label="questions", container=False)
            retry = gr.Button("retry", elem_id="aura-retry")
            edit = gr.Button("edit", elem_id="aura-edit")
            new = gr.Button("new", elem_id="aura-new")
            restore = gr.Button("restore", elem_id="aura-restore")
        _wire(gr, conversation, (chat, state, box), (profile, spoken, again), (retry, edit, new, restore))
        offer()
    blocks.queue(default_concurrency_limit=WORKERS, max_size=WAITING)
    return blocks


def _wire(
    gr: Any, talk: Conversation, shown: tuple[Any, ...], given: tuple[Any, ...], buttons: tuple[Any, ...]
) -> None:
    chat, state, box = shown
    profile, spoken, again = given
    retry, edit, new, restore = buttons
    private = {"api_visibility": "private", "show_progress": "hidden"}

    def show(exchanges: Exchanges, language: Language) -> tuple[Any, Exchanges]:
        return messages(exchanges, language, talk.takes_feedback), exchanges

    def on_ask(question: str, before: Exchanges, firm: str, code: str) -> Iterator[tuple[Any, ...]]:
        language = _language(code)
        if not question.strip():
            yield (*show(before, language), "")
            return
        stop, box_after = talk.stops.begin(_tab(code)), ""
        for exchanges in talk.ask(question, before, firm, language, stop):
            if talk.stops.is_current(_tab(code), stop):
                yield (*show(exchanges, language), box_after)
                box_after = gr.skip()

    def on_retry(before: Exchanges, firm: str, code: str) -> Iterator[tuple[Any, ...]]:
        if before:
            yield from on_ask(before[-1].question, before[:-1], firm, code)

    def on_edit(before: Exchanges, code: str) -> tuple[Any, ...]:
        if not before:
            return (*show(before, _language(code)), gr.skip())
        return (*show(before[:-1], _language(code)), before[-1].question)

    def on_new() -> tuple[Any, ...]:
        return [], (), ""

    def on_restore(questions: str, firm: str, code: str) -> Iterator[tuple[Any, ...]]:
        exchanges: Exchanges = ()
        for question in _questions(questions):
            for step in on_ask(question, exchanges, firm, code):
                exchanges = step[1]
                yield step

    out = [chat, state, box]
    box.submit(on_ask, [box, state, profile, spoken], out, **private)
    retry.click(on_retry, [state, profile, spoken], out, **private)
    restore.click(on_restore, [again, profile, spoken], out, **private)
    edit.click(on_edit, [state, spoken], out, **private)
    new.click(on_new, None, out, **private)


def _gathered(
    pieces: queue.SimpleQueue[str | None], stop: threading.Event, patience: float, linger: float
) -> tuple[str, bool]:
    """The text that comes next, and whether it was the last; less of it as soon as ``stop`` is set.

    Waits up to ``patience`` seconds for the first piece, then ``linger`` seconds for more.
    """
    text, until = "", time.monotonic() + patience
    while not stop.is_set() and (left := until - time.monotonic()) > 0:
        try:
            piece = pieces.get(timeout=min(left, 0.1))
        except queue.Empty:
            continue
        if piece is None:
            return text, True
        if not text:
            until = time.monotonic() + linger
        text += piece
    return text, False


def _language(code: str) -> Language:
    return "en" if code.startswith("en") else "fr"


def _tab(code: str) -> str:
    """The name that the page gave itself, after the language."""
    return code.partition(" ")[2][:64]


def _questions(text: str) -> list[str]:
    """The questions of a link or of the tab's memory; anything else than a list of texts is none."""
    try:
        values = json.loads(text)
    except ValueError:
        return []
    if not isinstance(values, list):
        return []
    return [v for v in values if isinstance(v, str) and 0 < len(v.strip()) <= QUESTION_LENGTH][:RESTORED]
