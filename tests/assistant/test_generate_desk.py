"""The desk with a language model: from the question to the answer, and over a real connection."""

from __future__ import annotations

import doctest
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.language_model import prompts
from assistant.language_model.llama_index_model import LlamaIndexModel
from assistant.service import Assistant
from assistant.verification import cuts
from assistant.verification.verify import faults
from corpus.model import Document, SchemeCard
from tests.assistant.scripted_model import ScriptedModel
from tests.assistant.small_corpus import MemoryIndex
from tests.fakes import HashingEmbedder

QUESTION = "Combien de salariés faut-il pour le Diag Vulcain ?"
TRUE = "Le Diag Vulcain s'adresse aux entreprises de 10 à 2 000 salariés"


class Answering:
    """Desks over the same index, with and without a model."""

    def __init__(self, index: MemoryIndex, cards: dict[str, SchemeCard]) -> None:
        self._index, self._cards = index, cards

    def desk(self, model: ScriptedModel | LlamaIndexModel | None = None) -> Assistant:
        return Assistant(self._index, HashingEmbedder(), self._cards, llm=model)


@pytest.fixture(scope="module")
def answering(index: MemoryIndex, cards: dict[str, SchemeCard]) -> Answering:
    return Answering(index, cards)


def number_of(desk: Assistant, quote: str) -> int:
    """Number of the citation that holds ``quote`` in the extractive answer."""
    answer = desk.ask(QUESTION)
    return next(c.number for c in answer.citations if quote in c.quote)


@pytest.mark.usefixtures("sure")
def test_the_answer_with_a_model_passes_the_same_verifier(answering: Answering, documents: dict[str, Document]) -> None:
    """What the desk gives with a model has exact quotes and no sentence without support."""
    number = number_of(answering.desk(), TRUE)
    desk = answering.desk(ScriptedModel(f"{TRUE} [{number}]. Le Diag Vulcain est gratuit [{number}]."))
    answer = desk.ask(QUESTION)
    assert answer.answer.startswith(f"{TRUE} [1].")
    assert "gratuit" not in answer.answer
    assert faults(answer.answer, answer.citations, lambda i: documents[i].text, QUESTION) == []
    assert desk.generation.used == desk.generation.dropped == 1


@pytest.mark.usefixtures("sure")
def test_a_lying_model_changes_nothing(answering: Answering) -> None:
    """The answer, its citations and the streamed text are those of the desk without a model."""
    lying = answering.desk(ScriptedModel("Le Diag Vulcain est ouvert à tous [1]. Il coûte 3 € [2]."))
    streamed: list[str] = []
    expected, given = answering.desk().ask(QUESTION), lying.ask(QUESTION, on_text=streamed.append)
    assert (given.answer, given.citations) == (expected.answer, expected.citations)
    assert "".join(streamed) == expected.answer
    assert lying.generation.fell_back == 1


def test_a_refusal_asks_no_model(answering: Answering) -> None:
    """Outside the documents there is no evidence to write from."""
    model = ScriptedModel("Il fera beau [1].")
    assert answering.desk(model).ask("Quel temps fera-t-il demain à Tokyo ?").outcome == "not_in_corpus"
    assert model.asked == []


class _Replies(BaseHTTPRequestHandler):
    """An OpenAI-compatible server that streams the reply of its server, or fails."""

    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        server.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        if not server.reply:
            self.send_error(500)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for word in server.reply.split(" "):
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m",
                     "choices": [{"index": 0, "delta": {"role": "assistant", "content": f"{word} "}}]}  # fmt: skip
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


class _Server(ThreadingHTTPServer):
    reply = ""
    requests: list[dict[str, object]]


@pytest.fixture
def server() -> Iterator[_Server]:
    started = _Server(("127.0.0.1", 0), _Replies)
    started.requests = []
    threading.Thread(target=started.serve_forever, daemon=True).start()
    yield started
    started.shutdown()
    started.server_close()


def from_settings(server: _Server, tmp_path: Path) -> LlamaIndexModel:
    """The model as a user configures it."""
    from ui.language_model import load_language_model
    from ui.settings import Settings

    port = server.server_address[1]
    settings = Settings(data_dir=tmp_path, llm="openai-like:m", llm_base_url=f"http://127.0.0.1:{port}/v1")
    model = load_language_model(settings)
    assert isinstance(model, LlamaIndexModel)
    return model


@pytest.mark.usefixtures("sure")
def test_an_openai_compatible_server_writes(answering: Answering, server: _Server, tmp_path: Path) -> None:
    """Settings, LlamaIndex, HTTP and streaming together: the reply arrives and is used."""
    server.reply = f"{TRUE} [{number_of(answering.desk(), TRUE)}]."
    desk = answering.desk(from_settings(server, tmp_path))
    assert desk.ask(QUESTION).answer.startswith(f"{TRUE} [1].")
    assert desk.generation.used == 1
    sent = json.dumps(server.requests[0], ensure_ascii=False)
    assert TRUE in sent
    assert QUESTION in sent


@pytest.mark.usefixtures("sure")
def test_a_server_that_fails_costs_nothing(answering: Answering, server: _Server, tmp_path: Path) -> None:
    """An error over the connection gives the extractive answer, after one try."""
    desk = answering.desk(from_settings(server, tmp_path))
    assert desk.ask(QUESTION).answer == answering.desk().ask(QUESTION).answer
    assert dict(desk.generation.reasons) == {"error": 1}
    assert len(server.requests) == 1


@pytest.mark.parametrize("module", [cuts, prompts])
def test_examples(module: object) -> None:
    """The docstrings' examples are true."""
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
