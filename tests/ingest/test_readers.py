"""Files of every kind become documents with exact text, or one sentence."""

from __future__ import annotations

import contextlib
import time
import zipfile
from pathlib import Path

import pytest

from ingest import UnreadableFile, chunk, read_file
from ingest.readers import document_id_for
from tests.ingest.support import docx_file, pdf_file, write

FRENCH = "Le dispositif aide les petites entreprises de la région à financer leur premier projet."
ENGLISH = "The scheme helps small firms of the region to pay for their first project."


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_file(path)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return sentence


def test_markdown_loses_its_markup_and_keeps_its_sections(tmp_path: Path) -> None:
    """Emphasis, links, lists and tables become plain text; each heading opens a section that is exact."""
    path = write(
        tmp_path / "aide.md",
        "# Une aide\n\nAvant **tout**.\n\n## Pour qui ?\n\n- Les [PME](https://x.fr)\n- Les ETI\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n## Combien ?\n\n10 000 € au plus.\n",
    )
    document = read_file(path)
    bodies = {s.heading: document.text[s.start : s.end] for s in document.sections}
    assert document.title == "Une aide"
    assert bodies["Une aide"] == "Avant tout."
    assert bodies["Pour qui ?"].split("\n\n") == ["Les PME", "Les ETI", "a | b", "1 | 2"]
    assert bodies["Combien ?"] == "10 000 € au plus."


def test_front_matter_sets_the_metadata(tmp_path: Path) -> None:
    """Title, language, publisher, address, date, evidence and status come from the front matter."""
    path = write(
        tmp_path / "x.md",
        "---\ntitle: Guide\nlanguage: en\npublisher: Region\nurl: https://example.org/a\nas_of: 2026-09-26\n"
        "evidence: official\nstatus: closed\n---\n" + FRENCH,
    )
    document = read_file(path)
    assert (document.title, document.language, document.publisher) == ("Guide", "en", "Region")
    assert (document.url, document.as_of) == ("https://example.org/a", "2026-09-26")
    assert (document.evidence, document.status) == ("official", "closed")
    assert document.text == FRENCH


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("status: shut", ["status", "open", "closed", "replaced", "unknown"]),
        ("evidence: rumour", ["evidence", "official", "press", "second_hand", "article_only"]),
        ("language: de", ["language", "fr", "en"]),
        ("as_of: yesterday", ["as_of", "2026-09-26"]),
        ("url: ftp://x", ["url", "https://"]),
        ("colour: blue", ["colour", "title", "publisher"]),
        ("title: [", ["YAML", "line"]),
    ],
)
def test_faulty_metadata_is_refused_naming_what_is_allowed(tmp_path: Path, line: str, told: list[str]) -> None:
    """A wrong key or value is refused with the key and the values that are accepted."""
    sentence = refusal(write(tmp_path / "x.md", f"---\n{line}\n---\n{FRENCH}"))
    assert all(word in sentence for word in told)


def test_a_sidecar_describes_other_formats(tmp_path: Path) -> None:
    """FILE.yaml beside a text file, or STEM.yaml, sets its metadata."""
    write(tmp_path / "a.txt.yaml", "title: Note A\nstatus: open\n")
    write(tmp_path / "b.yaml", "title: Note B\n")
    assert read_file(write(tmp_path / "a.txt", FRENCH)).title == "Note A"
    assert read_file(write(tmp_path / "b.txt", FRENCH)).title == "Note B"


def test_html_keeps_what_a_visitor_reads(tmp_path: Path) -> None:
    """Scripts, menus and hidden parts are dropped, inline elements do not cut words, cells are parted."""
    path = write(
        tmp_path / "p.html",
        "<html><head><title>Titre de page</title><style>p{}</style></head><body><nav>Menu</nav>"
        "<h1>L'a<b>id</b>e</h1><p>Un<br>deux <i>trois</i></p><p hidden>secret</p><div style='display:none'>caché</div>"
        "<script>alert(1)</script><!-- non --><table><tr><td>a</td><td>b</td></tr></table><footer>pied</footer>",
    )
    document = read_file(path)
    assert document.text == "L'aide\n\nUn\ndeux trois\n\na | b"
    assert document.title == "L'aide"


def test_deep_html_is_read_or_refused_quickly(tmp_path: Path) -> None:
    """Fifty thousand nested elements neither crash nor hang the reader."""
    start = time.monotonic()
    for tag in ("div", "span"):
        path = write(tmp_path / f"{tag}.html", f"<{tag}>" * 50_000 + FRENCH)
        with contextlib.suppress(UnreadableFile):
            assert FRENCH in read_file(path).text
    assert time.monotonic() - start < 20
    assert "tags" in refusal(write(tmp_path / "b.html", "<b>" * 400_000))


def test_word_documents_give_headings_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    """A table stands where it stood, one line a row; heading styles open sections."""
    path = docx_file(tmp_path / "a.docx", [("h", "Le titre"), ("p", FRENCH), ("t", "a|b"), ("p", "Après.")])
    document = read_file(path)
    assert document.text == f"Le titre\n\n{FRENCH}\n\na | b\n\nAprès."
    assert [s.heading for s in document.sections] == ["Le titre"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """A Word file that declares gigabytes is refused with a sentence."""
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        for _ in range(210):
            part.write(b"\0" * 1024 * 1024)
    assert "unpacks to more than" in refusal(path)


def test_damaged_word_files_are_refused(tmp_path: Path) -> None:
    """Bytes that are no Word document, and a package without a document, get a sentence."""
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 not really")
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as package:
        package.writestr("x.txt", "x")
    assert "Word" in refusal(tmp_path / "a.docx")
    assert "Word" in refusal(tmp_path / "b.docx")


def test_pdf_pages_are_joined_by_form_feed(tmp_path: Path) -> None:
    """Each page's text stands between form feeds, broken lines are joined, and passages know their page."""
    document = read_file(pdf_file(tmp_path / "a.pdf", [" ".join([FRENCH] * 6), "", ENGLISH]))
    pages = document.text.split("\f")
    assert len(pages) == 3
    assert FRENCH in pages[0]
    assert pages[1] == ""
    assert pages[2] == ENGLISH
    assert [p.page for p in chunk(document)] == [1, 3]
    assert document.media_type == "application/pdf"


def test_unreadable_pdfs_get_one_sentence_each(tmp_path: Path) -> None:
    """Encrypted, damaged and scanned PDFs are told apart."""
    from pypdf import PdfReader, PdfWriter

    good = pdf_file(tmp_path / "good.pdf", [FRENCH])
    writer = PdfWriter(clone_from=PdfReader(good))
    writer.encrypt("secret")
    with (tmp_path / "locked.pdf").open("wb") as file:
        writer.write(file)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    assert "password" in refusal(tmp_path / "locked.pdf")
    assert "damaged" in refusal(tmp_path / "broken.pdf")
    assert "scanned" in refusal(pdf_file(tmp_path / "scan.pdf", [""]))


def test_a_pdf_with_a_lost_tail_is_recovered(tmp_path: Path) -> None:
    """Without its cross-reference table a PDF is still read."""
    good = pdf_file(tmp_path / "good.pdf", [FRENCH]).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(good[: good.rindex(b"startxref")])
    assert FRENCH in read_file(tmp_path / "cut.pdf").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_plain_text_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    """Accents survive UTF-8, UTF-16 with and without its mark, and Windows-1252."""
    path = tmp_path / "a.txt"
    path.write_bytes(f"{FRENCH}\r\n\r\nÉté à l'œuvre.".encode(encoding))
    assert read_file(path).text == f"{FRENCH}\n\nÉté à l'œuvre."


def test_strange_characters_never_reach_the_text(tmp_path: Path) -> None:
    """NUL bytes, controls, zero-width marks, surrogates and form feeds are gone; odd spaces are plain."""
    path = tmp_path / "a.txt"
    path.write_bytes("Le montant\x00 est\u200b de 10\u202f000\u00a0€\x07.\fFin".encode() + b"\xed\xa0\x80 de page.")
    text = read_file(path).text
    assert "10 000 €" in text
    assert not set(text) & {"\0", "\x07", "\f", "\u200b"}
    text.encode("utf-8")


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    """Empty files, binary files, folders, missing files and unknown kinds each get a sentence."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(32)) * 500)
    (tmp_path / "folder.md").mkdir()
    assert "empty" in refusal(tmp_path / "empty.txt")
    assert "text" in refusal(tmp_path / "binary.txt")
    assert "ordinary file" in refusal(tmp_path / "folder.md")
    assert "ordinary file" in refusal(tmp_path / "missing.md")
    assert ".pdf" in refusal(write(tmp_path / "table.xlsx", "x"))


def test_the_language_is_detected(tmp_path: Path) -> None:
    """French and English are told apart from the text alone."""
    assert read_file(write(tmp_path / "a.txt", FRENCH)).language == "fr"
    assert read_file(write(tmp_path / "b.txt", ENGLISH)).language == "en"


def test_ids_are_slugs_of_the_stem() -> None:
    """Accents, spaces and case do not matter to an id, and there always is one."""
    assert document_id_for(Path("Guide d'été (v2).PDF")) == "guide-d-ete-v2"
    assert document_id_for(Path("日本.txt")) == "document"


def test_titles_fall_back_to_the_file_name(tmp_path: Path) -> None:
    """Without metadata or heading, the file's name is the title."""
    assert read_file(write(tmp_path / "note_de-service.txt", FRENCH)).title == "note de service"


def test_random_bytes_never_escape_as_anything_else(tmp_path: Path) -> None:
    """Noise and cut files in every format give a document or a sentence, never another error."""
    import random

    noise = random.Random(0)
    pdf = pdf_file(tmp_path / "good.pdf", [FRENCH]).read_bytes()
    docx = docx_file(tmp_path / "good.docx", [("p", FRENCH)]).read_bytes()
    for round_ in range(40):
        for suffix, good in ((".pdf", pdf), (".docx", docx), (".html", b"<p>" + FRENCH.encode()), (".md", b"# a\n")):
            data = bytearray(good)
            for _ in range(1 + len(data) // 100):
                data[noise.randrange(len(data))] = noise.randrange(256)
            path = tmp_path / f"noise-{round_}{suffix}"
            path.write_bytes(bytes(data[: noise.randrange(1, len(data) + 1)]))
            try:
                document = read_file(path)
                assert all(document.text[p.start : p.end] == p.text for p in chunk(document))
            except UnreadableFile:
                pass
