"""From bytes to clean text: decoding, and the characters no canonical text may hold."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ingest.errors import UnreadableFile

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v]")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Controls, soft hyphens, zero-width and direction marks, lone surrogates, non-characters:
# none of them can be seen, all of them break searching and quoting.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_BULLET = re.compile(r"^([-*•▪◦‣–—·►➢✓]|\(?\d{1,3}[.)]|[a-zA-Z][.)])\s")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
# Right halves that keep their hyphen in French ("peut-être", "a-t-il"): a line may end there.
_KEEPS_HYPHEN = re.compile(r"(être|ci|là|il|elle|on|ils|elles|vous|nous|je|tu|moi|toi|même|mêmes|t)\b", re.IGNORECASE)


def clean(text: str) -> str:
    """``text`` in NFC with plain spaces and ``\\n`` breaks, without invisible characters; ``\\f`` is kept."""
    text = _BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _INVISIBLE.sub("", text).translate(_LIGATURES)
    return unicodedata.normalize("NFC", text)


def decode(data: bytes, name: str) -> str:
    """The text of ``data``: UTF-8 or UTF-16 by its mark or its look, Windows-1252 otherwise.

    Raises ``UnreadableFile`` where the bytes are no text at all.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if data[:4096].count(0) > len(data[:4096]) // 4:  # UTF-16 without its mark: every other byte is zero
        order = "utf-16-le" if data[1:4096:2].count(0) > data[0:4096:2].count(0) else "utf-16-be"
        text = data.decode(order, errors="replace")
    else:
        text = _decode_bytewise(data)
    sample = text[:65536]
    strange = sum(1 for c in sample if (c < " " and c not in "\n\r\t\f\v") or c == "\ufffd")
    if strange > len(sample) // 10:
        raise UnreadableFile(f"{name} does not hold text: its bytes are of some other kind of file.")
    return text


def _decode_bytewise(data: bytes) -> str:
    text = data.decode("utf-8-sig", errors="replace")
    faults = text.count("\ufffd")
    # A few stray bytes in a UTF-8 file must not turn all its accents into something else.
    if faults and sum(1 for c in text if c > "\x7f") < 2 * faults:
        return data.decode("cp1252", errors="replace")
    return text.replace("\ufffd", "")


def unwrap(text: str) -> str:
    """Lines that a page's width broke are joined again; paragraphs, lists and short lines stay apart.

    A line is taken as broken by the width when it is nearly as long as the longest one
    or does not end a sentence while the next goes on in lower case.
    """
    lines = [" ".join(line.split()) for line in text.split("\n")]
    width = max((len(line) for line in lines), default=0)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if previous and line and not _BULLET.match(line) and _goes_on(previous, line, width):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        previous = line
    return re.sub(r"\n{3,}", "\n\n", "\n".join(joined)).strip("\n")


def _goes_on(previous: str, line: str, width: int) -> bool:
    if line[0].islower():
        return True
    return len(previous) > 0.75 * width and not (previous[-1] in ".!?:…" and len(previous) < 0.9 * width)


def _join(left: str, right: str) -> str:
    if _HYPHENATED.search(left) and right[0].islower():
        return left + right if _KEEPS_HYPHEN.match(right) else left[:-1] + right
    return f"{left} {right}"
