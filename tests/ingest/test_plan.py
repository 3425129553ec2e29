"""The plan of a reindex, from hashes alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.plan import LedgerRow, ReindexPlan, SourceFile, plan_reindex

NOW = "pipeline 1"


def file(path: str, content: str, wanted: str = "") -> SourceFile:
    return SourceFile(path, path, content, wanted or path.rsplit("/", maxsplit=1)[-1])


def row(path: str, content: str, document_id: str = "", fingerprint: str = NOW) -> LedgerRow:
    return LedgerRow(path, path, document_id or path.rsplit("/", maxsplit=1)[-1], content, fingerprint)


def plan(files: list[SourceFile], rows: list[LedgerRow], **others: list[str]) -> ReindexPlan:
    return plan_reindex(files, {r.key: r for r in rows}, NOW, **others)


def fates(made: ReindexPlan) -> list[tuple[str, str, str]]:
    return [(d.fate, d.path, d.document_id) for d in made.decisions]


def test_each_file_has_its_fate() -> None:
    """New, edited, untouched and vanished files are told apart."""
    made = plan([file("a", "1"), file("b", "2x"), file("c", "3")], [row("a", "1"), row("b", "2"), row("d", "4")])
    assert fates(made) == [("unchanged", "a", "a"), ("changed", "b", "b"), ("added", "c", "c"), ("removed", "d", "d")]
    assert not made.is_idle


def test_a_rename_keeps_the_document_id() -> None:
    """Known content at a new place, its old place empty, is the same document."""
    assert fates(plan([file("z", "1")], [row("a", "1")])) == [("renamed", "z", "a")]


def test_files_that_swap_names_are_two_renames() -> None:
    """Content decides, not the name, even where every name was known before."""
    made = plan([file("a", "2"), file("b", "1")], [row("a", "1"), row("b", "2")])
    assert fates(made) == [("renamed", "a", "b"), ("renamed", "b", "a")]


def test_the_same_content_twice_is_indexed_once() -> None:
    """The second file is refused with a sentence naming the first; a known file is always first."""
    made = plan([file("a", "1"), file("b", "1")], [row("b", "1")])
    assert fates(made) == [("failed", "a", ""), ("unchanged", "b", "b")]
    assert made.decisions[0].why == "a has the same content as b, which is indexed already."
    assert made.is_idle


def test_a_copy_over_an_indexed_file_removes_what_that_file_held() -> None:
    """A file overwritten by another's content is a duplicate, and its own former document is gone."""
    made = plan([file("a", "2"), file("b", "2")], [row("a", "1"), row("b", "2")])
    assert fates(made) == [("failed", "a", ""), ("unchanged", "b", "b"), ("removed", "a", "a")]


def test_another_pipeline_redoes_every_document() -> None:
    """A new reader, chunker or model makes every document changed, and no document new."""
    made = plan([file("a", "1")], [row("a", "1", fingerprint="pipeline 0")])
    assert fates(made) == [("changed", "a", "a")]


def test_ids_are_never_given_twice() -> None:
    """Two files of one name get two ids, a fixed id of the corpus wins, a removed one is free again."""
    card = SourceFile("card:x", "/c/x/fr.md", "9", "x", id_is_fixed=True)
    made = plan([file("p/x", "1"), file("q/x", "2"), card], [row("r/old", "3", "x")])
    assert [d.document_id for d in made.of("added")] == ["x-2", "x-3", "x"]


def test_a_card_keeps_its_id_whatever_its_path() -> None:
    """A corpus that moves as a whole changes nothing; an edited card is changed, never renamed."""
    known = LedgerRow("card:x", "/old/x/fr.md", "x", "1", NOW)
    moved = SourceFile("card:x", "/new/x/fr.md", "1", "x", id_is_fixed=True)
    assert plan([moved], [known]).is_idle
    edited = SourceFile("card:x", "/new/x/fr.md", "2", "x", id_is_fixed=True)
    assert [d.fate for d in plan([edited], [known]).decisions] == ["changed"]


def test_documents_of_a_missing_folder_are_kept() -> None:
    """A folder that cannot be reached (an unplugged disk) costs no document; its neighbour's are no part of it."""
    made = plan([], [row("/disk/a", "1"), row("/diskette/b", "2")], unreachable=["/disk"])
    assert fates(made) == [("unchanged", "/disk/a", "a"), ("removed", "/diskette/b", "b")]


FILES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("1234"))


@given(FILES, FILES)
def test_carrying_out_a_plan_leaves_nothing_to_do(before: dict[str, str], after: dict[str, str]) -> None:
    """Each content ends up indexed exactly once, ids are distinct, and a second plan is idle."""
    ledger: dict[str, LedgerRow] = {}
    for files in (before, after, after):
        made = plan_reindex([file(p, c) for p, c in files.items()], ledger, NOW)
        last_idle = made.is_idle
        for decision in made.of("removed", "renamed"):
            assert decision.row is not None
            ledger.pop(decision.row.key)
        for decision in made.of("added", "changed", "renamed"):
            assert decision.file is not None
            ledger[decision.file.key] = row(decision.path, decision.file.digest, decision.document_id)
    assert last_idle
    assert sorted(r.digest for r in ledger.values()) == sorted(set(after.values()))
    assert len({r.document_id for r in ledger.values()}) == len(ledger)
