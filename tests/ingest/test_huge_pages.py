"""The heap is put into huge pages where the kernel can; elsewhere nothing happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.huge_pages import use_huge_pages


def test_what_is_on_the_heap_stays_as_it_is() -> None:
    """Whether or not the kernel obliges, memory keeps what it holds."""
    held = [bytes([number % 251]) * 500 for number in range(20_000)]
    use_huge_pages()
    assert all(block == bytes([number % 251]) * 500 for number, block in enumerate(held))


def test_a_system_that_tells_nothing_of_its_memory_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other systems have no such file; a program without a heap of its own has no such line."""

    def missing(_: Path) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", missing)
    assert not use_huge_pages()
    monkeypatch.setattr(Path, "read_text", lambda _: "7f92c7a00000-7f92c8200000 rw-p 00000000 00:00 0\n")
    assert not use_huge_pages()
