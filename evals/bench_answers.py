"""Benchmarks of answering: one user, fifty at once over HTTP, memory of the server."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.bench_data import golden_questions
from evals.measurement import Measurement

ASKERS = 50


def one_user(quick: bool) -> list[Measurement]:
    """Whole answers, one after the other, packaged corpus, no language model."""
    from evals.shipped import shipped_assistant

    assistant, _ = shipped_assistant()
    questions = golden_questions(40 if quick else 200)
    assistant.ask(questions[0])
    waits = []
    for question in questions:
        start = time.perf_counter()
        assistant.ask(question)
        waits.append((time.perf_counter() - start) * 1e3)
    p50, p95 = np.percentile(waits, (50, 95))
    return [Measurement("whole answer, p95, one user", float(p95), "ms", 100, note=f"p50 {p50:.0f} ms, n {len(waits)}")]


@dataclass(frozen=True, slots=True)
class Server:
    """A started server on loopback."""

    address: str
    process: subprocess.Popen[bytes]

    def peak_megabytes(self) -> float:
        """Peak resident memory so far; Linux only (0 elsewhere)."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.is_file():
            return 0.0
        line = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
        return int(line.split()[1]) / 1024


@contextmanager
def started_server(patience: float = 300) -> Iterator[Server]:
    """``aura serve`` on a free port, waited for, and ended by its own process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("aura")), "serve", "--port", str(port)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"AURA_HOST": "127.0.0.1"})
        try:
            address = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + patience
            while not _is_healthy(address):
                if process.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise RuntimeError(f"aura serve did not start: {log.read()[-400:].decode(errors='replace')}")
                time.sleep(0.5)
            yield Server(address, process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _is_healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/api/health", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _ask(address: str, question: str) -> tuple[float, bool]:
    """Milliseconds until the whole answer is here, and whether it is one."""
    body = json.dumps({"question": question}).encode()
    request = urllib.request.Request(f"{address}/api/ask", body, {"Content-Type": "application/json"})
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            sound = response.status == 200 and "outcome" in json.load(response)
    except (urllib.error.URLError, OSError, json.JSONDecodeError):
        sound = False
    return (time.perf_counter() - start) * 1e3, sound


def crowd(quick: bool) -> list[Measurement]:
    """Fifty people ask at the same moment, several times over; then the server's peak memory."""
    rounds = 2 if quick else 6
    questions = golden_questions(ASKERS * rounds)
    results: list[tuple[float, bool]] = []
    with started_server() as server, ThreadPoolExecutor(ASKERS) as people:
        _ask(server.address, questions[0])
        for number in range(rounds):
            batch = [questions[(number * ASKERS + i) % len(questions)] for i in range(ASKERS)]
            results += people.map(lambda question: _ask(server.address, question), batch)
        peak = server.peak_megabytes()
    waits = [wait for wait, _ in results]
    failed = sum(not sound for _, sound in results)
    note = f"p50 {np.median(waits) / 1e3:.2f} s, {len(results)} answers in {rounds} rounds"
    return [
        Measurement(f"{ASKERS} people at once, p95", float(np.percentile(waits, 95)) / 1e3, "s", 2, note=note),
        Measurement(f"{ASKERS} people at once, errors", failed, "", 0),
        Measurement("peak memory serving the shipped corpus", peak, "MB", 700),
    ]
