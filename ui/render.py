"""The only place where the chat's markup is made.

Gradio shows messages as Markdown with HTML allowed, so text that is not ours could become
links, images, buttons or styles. Everything that comes from a document, a question or a
language model therefore goes through ``encoded``; the tags, links and buttons added here are
the only markup that reaches the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from assistant.model import Answer, Citation
from corpus.model import Language
from ui.standing import standing_label
from ui.words import spoken_date, words

_PUNCTUATION = {c: f"&#{ord(c)};" for c in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
_TABLE = str.maketrans(_PUNCTUATION)
_MARKER = re.compile(r"\[(\d{1,3})\]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`]*[\w/]")
_UNBREAKABLE = re.compile(r"(?<=\d) (?=\d{3}(?!\d))| (?=[»€]|&#(?:33|37|58|59|63);)|(?<=«) ")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def encoded(text: str) -> str:
    """``text`` so that Markdown and HTML show exactly its characters.

    All ASCII punctuation becomes a character reference. White space is folded, for an
    indent would start a code block; characters that hide or turn round text are dropped.

    >>> encoded("<b>_x_</b>")
    '&#60;b&#62;&#95;x&#95;&#60;&#47;b&#62;'
    """
    return re.sub(r"\s+", " ", _CONTROL.sub("", text)).strip().translate(_TABLE)


def attribute(text: str) -> str:
    """``text`` for use between double quotes of a tag of ours."""
    return encoded(text)


def source_target(citation: Citation) -> str:
    """The fragment a marker points to; the page's script opens the source it names."""
    return f"#source/{quote(citation.document_id, safe='')}/{citation.start}/{citation.end}"


def unbroken(text: str) -> str:
    """Encoded ``text`` with no-break spaces where a line must not end: before high punctuation and units, in figures.

    >>> unbroken(encoded("de 7 à 10 000 €, en 2026 ?")).replace(chr(160), "~")
    'de 7 à 10~000~€&#44; en 2026~&#63;'
    """
    return _UNBREAKABLE.sub("\u00a0", text)


def question_markup(question: str, language: Language | None = None) -> str:
    """What the asker wrote, line by line."""
    lines = [encoded(line) for line in question.splitlines() if line.strip()]
    lang = f' lang="{language}"' if language else ""
    return f'<div class="aura-question"{lang}>\n\n' + "  \n".join(lines) + "\n\n</div>"


def streaming_markup(text: str) -> str:
    """An answer under way: its words so far; markers become links when it is complete."""
    return '<div class="aura-streaming">\n\n' + _body(text, ()) + "\n\n</div>"


def stopped_markup(text: str, language: Language) -> str:
    """What there was of an answer when the asker stopped it."""
    return _body(text, ()) + f"\n\n*{encoded(words(language)['stopped'])}*"


def failed_markup(sentence: str) -> str:
    """An expected failure, as one sentence."""
    return f'<div class="aura-failed" role="alert">\n\n{encoded(sentence)}\n\n</div>'


def answer_markup(answer: Answer, last: bool, feedback: bool) -> str:
    """A complete answer: notices, text with its markers, sources, follow-ups and actions.

    ``last`` adds what only makes sense for the latest answer (ask again, edit, follow-ups).
    """
    parts = [f'<div class="aura-answer" lang="{answer.language}" id="answer-{attribute(answer.id or "")}">']
    parts += [f'<p class="aura-notice">{encoded(n)}</p>' for n in notices(answer)]
    parts.append(f'<div class="aura-text">\n\n{_body(answer.answer, answer.citations)}\n\n</div>')
    if answer.citations:
        parts.append(_source_list(answer.citations, answer.language))
    parts.append("</div>")
    parts.append(_actions(answer, last, feedback))
    return "\n\n".join(parts)


def notices(answer: Answer) -> list[str]:
    """What the reader must know before the answer; which scheme is closed is named where several are quoted."""
    word = words(answer.language)
    quoted = dict.fromkeys(c.title for c in answer.citations)
    told = []
    for code in answer.notices:
        notice = word.get(f"notice_{code}", "")
        names = ", ".join(dict.fromkeys(c.title for c in answer.citations if c.status == code))
        if notice and names and len(quoted) > 1:
            notice = word["notice_named"].format(notice=notice.rstrip("."), names=names)
        told += [notice] if notice else []
    return told


def _body(text: str, citations: Sequence[Citation]) -> str:
    targets = {c.number: c for c in citations}
    blocks = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [_line(line.strip(), targets) for line in block.splitlines() if line.strip()]
        blocks.append("\n".join(lines))
    return "\n\n".join(b for b in blocks if b)


def _line(line: str, targets: dict[int, Citation]) -> str:
    bullet, rest = ("- ", line[2:]) if line.startswith("- ") else ("", line)
    out, at = [], 0
    for marker in _MARKER.finditer(rest):
        citation = targets.get(int(marker[1]))
        if citation is None:
            continue
        out.append(_linked(rest[at : marker.start()], list(targets.values())))
        out.append(f"[\\[{citation.number}\\]]({source_target(citation)})")
        at = marker.end()
    out.append(_linked(rest[at:], list(targets.values())))
    return bullet + "".join(out).strip()


def _linked(text: str, citations: Sequence[Citation]) -> str:
    """``_spaced``, with a link on each web address that a quote of the answer holds word for word."""
    out, at = [], 0
    for address in _ADDRESS.finditer(text):
        if not any(address[0] in c.quote for c in citations):
            continue
        target = quote(address[0], safe=":/?&=%#~+;,@!-.")
        out.append(f"{_spaced(text[at : address.start()])}[{encoded(address[0])}](<{target}>)")
        at = address.end()
    return "".join(out) + _spaced(text[at:])


def _spaced(text: str) -> str:
    """``encoded``, keeping the space at either end that sets words and markers apart."""
    inner = unbroken(encoded(text))
    if not inner:
        return " " if text else ""
    return (" " if text[:1].isspace() else "") + inner + (" " if text[-1:].isspace() else "")


def _source_list(citations: Sequence[Citation], language: Language) -> str:
    """One row a document and origin, with the markers that cite it."""
    word = words(language)
    by_origin: dict[tuple[str, ...], list[Citation]] = {}
    for citation in citations:
        origin = (citation.document_id, citation.publisher, citation.as_of, citation.evidence)
        by_origin.setdefault(origin, []).append(citation)
    rows = []
    for cited in by_origin.values():
        c = cited[0]
        links = " ".join(f'<a href="{source_target(i)}">{encoded(f"[{i.number}]")}</a>' for i in cited)
        standing = encoded(standing_label(c.document_id, c.status, language))
        badge = f'<span class="aura-badge aura-{c.status}">{standing}</span>'
        facts = [c.publisher, spoken_date(c.as_of, language), word[f"evidence_{c.evidence}"]]
        detail = encoded(" · ".join(f for f in facts if f))
        rows.append(
            f'<li><span lang="{c.language}">{encoded(c.title)}</span> {badge} '
            f'<span class="aura-facts">{detail}</span> {links}</li>'
        )
    return f'<p class="aura-label">{encoded(word["sources"])}</p><ul class="aura-sources">{"".join(rows)}</ul>'


def _actions(answer: Answer, last: bool, feedback: bool) -> str:
    word = words(answer.language)
    lang = f' lang="{answer.language}"'
    out = []
    if last and answer.follow_ups:
        asks = "".join(
            f'<button type="button" class="aura-ask">{unbroken(encoded(q))}</button>' for q in answer.follow_ups
        )
        out.append(f'<div class="aura-follow"{lang}>{asks}</div>')
    names = ["copy"] + (["retry", "edit"] if last else []) + (["useful", "useless"] if feedback else [])
    buttons = "".join(
        f'<button type="button" class="aura-act aura-act-{name}" id="{name}-{attribute(answer.id or "")}">'
        f"{encoded(word['act_' + name])}</button>"
        for name in names
    )
    out.append(f'<div class="aura-acts"{lang}>{buttons}</div>')
    return "\n\n".join(out)
