"""What a mail says, in plain pieces of text and links: safe to show, whatever the mail holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from infra.local.mailbox import Mail

_LINK = re.compile(r"https?://[^\s<>\"']+")
_NOT_AT_THE_END = ".,;:!?)]"
_UNSEEN = {"head", "script", "style", "template", "title"}
_LINES = {"br", "div", "h1", "h2", "h3", "li", "p", "table", "tr"}


@dataclass(frozen=True)
class Piece:
    """A stretch of text; with a target it is a link, and the target is http or https."""

    text: str
    target: str = ""


def pieces(mail: Mail) -> list[Piece]:
    """The mail's text in pieces; of a mail without plain text, what its HTML says."""
    if mail.text or not mail.html:
        return list(_linked(mail.text))
    reader = _HtmlReader()
    reader.feed(mail.html)
    reader.close()
    return reader.pieces


def _linked(text: str) -> Iterator[Piece]:
    """The text, cut at the addresses in it."""
    end = 0
    for match in _LINK.finditer(text):
        address = match[0].rstrip(_NOT_AT_THE_END)
        yield Piece(text[end : match.start()])
        yield Piece(address, target=address)
        end = match.start() + len(address)
    yield Piece(text[end:])


class _HtmlReader(HTMLParser):
    """Reads text and links out of HTML; everything else is left behind."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._target = ""
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _LINES:
            self.pieces.append(Piece("\n"))
        elif tag == "a":
            target = dict(attrs).get("href") or ""
            self._target = target if _LINK.fullmatch(target) else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "a":
            self._target = ""

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self._unseen:
            self.pieces.append(Piece(text + " ", target=self._target))
