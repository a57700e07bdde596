"""What a page calls itself: for the person who decides, never for a rule."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

LONGEST_TITLE = 200
CHARSETS = frozenset(
    {"utf-8", "iso8859-1", "cp1251", "cp1252", "koi8-r", "koi8-u", "cp866", "utf-16", "ascii"}
)
"""Of pages that people write: no codec that unpacks or runs anything."""
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,20})")
HEAD_BYTES = 4_096
"""Within which a page says its character set."""
UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def title_of(content_type: str, body: bytes) -> str:
    """Give a page's title in one line; empty where it has none, or is no HTML."""
    if "html" not in content_type:
        return ""
    reader = _TitleReader()
    reader.feed(body.decode(_charset(content_type, body), errors="replace"))
    words = UNPRINTED.sub(" ", reader.title)
    return " ".join(words.split())[:LONGEST_TITLE]


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


class _TitleReader(HTMLParser):
    """Keeps the words of the first title."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._is_inside = False
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin with the first title; a drawing's titles come after it."""
        del attrs
        self._is_inside = tag == "title" and not self._is_over

    def handle_endtag(self, tag: str) -> None:
        """End with it."""
        if self._is_inside and tag == "title":
            self._is_inside, self._is_over = False, True

    def handle_data(self, data: str) -> None:
        """Keep its words, no more of them than are shown."""
        if self._is_inside and len(self.title) < 10 * LONGEST_TITLE:
            self.title += data
