"""What a page says of itself: its title, and its home address. For people, never for a verdict.

Hostile pages come here, up to a megabyte: each part is looked at once, so that no page takes long.
Python's own reader of HTML stops at some of them, and takes minutes for others.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html import unescape

LONGEST_TITLE = 200
LONGEST_WRITTEN = 2_000
"""Of a title or an address as it is written, with its signs spelled out."""
CHARSETS = frozenset(
    {"utf-8", "iso8859-1", "cp1251", "cp1252", "koi8-r", "koi8-u", "cp866", "utf-16", "ascii"}
)
"""Of pages that people write: no codec that unpacks or runs anything."""
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,20})")
HEAD_BYTES = 4_096
"""Within which a page says its character set."""
UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

HIDDEN = re.compile(r"<!--|<(?:script|style|template|svg)\b", re.IGNORECASE)
"""Begins what is no part of the page's own head."""
TITLE = re.compile(r"<title\b[^<>]*>(.*?)(?:</title|\Z)", re.IGNORECASE | re.DOTALL)
LINK = re.compile(r"<link\b([^<>]*)>", re.IGNORECASE)
IS_HOME = re.compile(r"\brel\s*=\s*[\"']?\s*canonical\b", re.IGNORECASE)
ADDRESS = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


@dataclass(frozen=True)
class SaidOfItself:
    """What a page says of itself."""

    title: str = ""
    """In one line; empty where it has none."""
    home: str = ""
    """Where it says that it stands, as written ("canonical"); empty where it says nothing."""


def said_by(content_type: str, body: bytes) -> SaidOfItself:
    """Give what a page says of itself; nothing where it is no HTML."""
    if "html" not in content_type:
        return SaidOfItself()
    html = _without_hidden(body.decode(_charset(content_type, body), errors="replace"))
    title = TITLE.search(html)
    return SaidOfItself(
        title=_line(title.group(1)) if title is not None else "",
        home=_home(html),
    )


def _line(written: str) -> str:
    words = UNPRINTED.sub(" ", unescape(written[:LONGEST_WRITTEN]))
    return " ".join(words.split())[:LONGEST_TITLE]


def _home(html: str) -> str:
    said = (link.group(1) for link in LINK.finditer(html) if IS_HOME.search(link.group(1)))
    address = ADDRESS.search(next(said, ""))
    if address is None:
        return ""
    return unescape(next(filter(None, address.groups()), "")[:LONGEST_WRITTEN]).strip()


def _without_hidden(html: str) -> str:
    """Give a page without comments, scripts, styles and drawings, which name other titles."""
    kept, place = [], 0
    while (begin := HIDDEN.search(html, place)) is not None:
        kept.append(html[place : begin.start()])
        name = begin.group().removeprefix("<").lower()
        end = re.compile("-->" if name == "!--" else f"</{name}", re.IGNORECASE)
        over = end.search(html, begin.end())
        if over is None:
            return "".join(kept)
        place = over.end()
    return "".join((*kept, html[place:]))


def _charset(content_type: str, body: bytes) -> str:
    head = body[:HEAD_BYTES].decode("ascii", errors="replace")
    for text in (content_type, head):
        if said := CHARSET.search(text):
            return _known(said.group(1))
    return "utf-8"


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return "utf-8"
    return name if name in CHARSETS else "utf-8"
