"""From marked Markdown to canonical text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.markdown import Draft, canonical, parse, read
from corpus.model import SECTION_KINDS, TAGS
from tests.corpus.small import FRENCH

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="[]#"), min_size=1)
sentences = (
    st.lists(words, min_size=1, max_size=8)
    .map(lambda ws: " ".join(ws) + ".")
    .filter(lambda sentence: not sentence.startswith("?"))  # such a line is a question
)
marks = st.tuples(
    st.sampled_from(["", "I ", "U "]),
    st.lists(st.sampled_from(["S01", "S42", "AURA"])),
    st.lists(st.sampled_from(TAGS)),
)
parts = st.tuples(
    sentences,
    st.sampled_from(SECTION_KINDS),
    st.lists(st.lists(st.tuples(sentences, marks), min_size=1, max_size=3), max_size=3),
)


def _written(
    title: str, sections: list[tuple[str, str, list[list[tuple[str, tuple[str, list[str], list[str]]]]]]]
) -> str:
    text = f"# {title}\n"
    for heading, kind, paragraphs in sections:
        text += f"\n## {heading} {{{kind}}}\n"
        text += "\n".join(
            "".join(
                f"{sentence} [{footing}{' '.join([*(ids or ['S02']), *('#' + tag for tag in tags)])}]\n"
                for sentence, (footing, ids, tags) in paragraph
            )
            for paragraph in paragraphs
        )
    return text


@given(title=sentences, sections=st.lists(parts, max_size=3))
def test_every_statement_stands_where_its_offsets_say(title: str, sections: list[tuple]) -> None:  # type: ignore[type-arg]
    """text[start:end] is the statement, in order and inside its section, whatever is written."""
    draft = parse(_written(title, sections))
    made = canonical(draft)
    assert not draft.faults
    stands = [made.text[s.start : s.end] for s in made.statements]
    assert stands == [s for _, _, paragraphs in sections for paragraph in paragraphs for s, _ in paragraph]
    assert [s.start for s in made.statements] == sorted(s.start for s in made.statements)
    for statement in made.statements:
        assert any(section.start <= statement.start < statement.end <= section.end for section in made.sections)


def test_the_mark_is_no_part_of_the_canonical_text() -> None:
    """What is indexed and quoted holds no mark and no heading kind."""
    made = canonical(parse(FRENCH))
    assert "[" not in made.text
    assert "{" not in made.text
    assert "L'Aide est pour les entreprises de 10 à 2 000 salariés. L'Aide est pour tous les métiers.\n\n" in made.text


def test_a_mark_tells_sources_tags_and_footing() -> None:
    """Stated, inferred and unknown statements are told apart; sources keep their order."""
    by_text = {line.text: line for line in parse(FRENCH).lines}
    stated = by_text["L'Aide est pour les entreprises de 10 à 2 000 salariés."]
    assert (stated.footing, stated.source_ids, stated.tags) == ("stated", ("S01", "S02"), ("employees",))
    assert by_text["L'Aide couvre toute la France."].footing == "inferred"
    assert by_text["Personne n'est connu pour gérer l'Aide."].footing == "unknown"
    assert parse("# T\n## H {status}\nVoir plus bas. [- ]").lines[0].footing == "navigation"


def test_an_inferred_statement_is_marked_as_inferred() -> None:
    """The flag reaches the statement that other rooms see."""
    made = canonical(parse(FRENCH))
    assert [made.text[s.start : s.end] for s in made.statements if s.inferred] == ["L'Aide couvre toute la France."]


@pytest.mark.parametrize(
    ("written", "line", "words"),
    [
        ("## H {status}\nA. [S01]", 1, "title"),
        ("# T\nA. [S01]", 2, "before the first"),
        ("# T\n## H\nA. [S01]", 2, "heading is written"),
        ("# T\n## H {prices}\nA. [S01]", 2, "'prices' is not one of"),
        ("# T\n## H {status}\nA.", 3, "does not end with its mark"),
        ("# T\n## H {status}\nA. []", 3, "mark is empty"),
        ("# T\n## H {status}\nA. [S01 #price]", 3, "'#price' is not known"),
        ("# T\n## H {status}\nA. [page 3]", 3, "neither a source"),
    ],
)
def test_a_fault_is_told_with_its_line(written: str, line: int, words: str) -> None:
    """Each slip a writer can make is named in words, at its line."""
    assert any(number == line and words in sentence for number, sentence in parse(written).faults)


def test_reading_a_faulty_file_raises_one_sentence(tmp_path: Path) -> None:
    """The error names the file and the line."""
    path = tmp_path / "fr.md"
    path.write_text("# T\n## H {status}\nA.", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"fr\.md, line 3: the sentence does not end with its mark"):
        read(path)


def test_an_empty_draft_has_a_text() -> None:
    """A title alone is a document without statements."""
    assert canonical(Draft(title="T")).text == "T\n"


def test_the_questions_beneath_a_statement_belong_to_it_and_are_not_text() -> None:
    """A question serves to find its statement; it is never quoted, nor does it open a paragraph."""
    written = "# T\n\n## Cost {cost}\nIt costs 5 €. [S01 #cost]\n? How much is it?\n? price\nIt is dear. [S01]\n"
    draft = parse(written)
    assert [line.questions for line in draft.lines] == [("How much is it?", "price"), ()]
    read = canonical(draft)
    assert "How much" not in read.text
    assert read.text.endswith("It costs 5 €. It is dear.\n")
    assert read.statements[0].questions == ("How much is it?", "price")


def test_a_question_before_any_statement_is_a_fault() -> None:
    """There would be nothing that answers it."""
    assert parse("# T\n\n## Cost {cost}\n? How much?\n").faults[0][0] == 4


def test_a_question_without_an_answer_belongs_to_the_whole_file() -> None:
    """It is no text, no statement, and stands under none."""
    draft = parse("# T\n\n## Cost {cost}\nIt costs 5 €. [S01 #cost]\n\n?- Who sells it?\n")
    assert draft.unanswered == ["Who sells it?"]
    assert draft.lines[0].questions == ()
    assert "sells" not in canonical(draft).text
