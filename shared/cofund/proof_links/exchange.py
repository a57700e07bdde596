"""One question to one site over one line: bounded in time, in size, and in what it is told."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import TYPE_CHECKING, Protocol

from cofund.proof_links.urls import Url

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_BODY_BYTES = 1024 * 1024
MAX_RECEIVED_BYTES = MAX_BODY_BYTES + 256 * 1024
"""Of one line, with heads and what frames the body."""
CHUNK_BYTES = 64 * 1024
AGENT = "Cofund-proof-check/1"
READABLE = ("text/html", "text/plain", "application/xhtml+xml", "application/pdf")


class Line(Protocol):
    """A line to one address; what takes longer than the seconds given raises TimeoutError."""

    def send(self, content: bytes, *, seconds: float) -> None:
        """Send all of it."""
        ...

    def receive(self, limit: int, *, seconds: float) -> bytes:
        """Give what came, at most ``limit`` bytes; nothing at the line's end."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class Unreadable(Exception):
    """The site answers with nothing, with neither a text nor a PDF, or packed."""


class TooMuch(Exception):
    """The site sends more than a page of an article has."""


@dataclass(frozen=True)
class Answer:
    """What a site answered."""

    status: int
    location: str = ""
    """Where to it redirects."""
    content_type: str = ""
    body: bytes = b""
    """Empty where the status is no success."""

    @property
    def sha256(self) -> str:
        """Give the hash of the body."""
        return hashlib.sha256(self.body).hexdigest()


def ask(line: Line, url: Url, *, seconds_left: Callable[[], float]) -> Answer:
    """Ask for a page, and give what the site answers.

    Raises:
        TimeoutError: no time is left.
        OSError: the line broke.
        HTTPException: what answers speaks no HTTP.
        Unreadable: the page is no text and no PDF.
        TooMuch: the page, or all that is sent before it, is too large.
    """
    line.send(_question(url), seconds=_some(seconds_left))
    incoming = _Incoming(line, seconds_left)
    # What reads answers wants no more of a socket than the stream that is made of it.
    with HTTPResponse(incoming, method="GET") as response:  # type: ignore[arg-type]
        response.begin()
        if not 200 <= response.status < 300:
            return Answer(response.status, location=response.getheader("Location", ""))
        return Answer(
            response.status,
            content_type=_content_type(response),
            body=_body(response),
        )


def _question(url: Url) -> bytes:
    """Nothing of ours goes along: no cookie, no sign-in, no referrer."""
    head = (
        f"GET {url.target} HTTP/1.1",
        f"Host: {url.host}",
        f"User-Agent: {AGENT}",
        f"Accept: {', '.join(READABLE)}",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return ("\r\n".join(head) + "\r\n\r\n").encode("ascii")


def _content_type(response: HTTPResponse) -> str:
    content_type = response.getheader("Content-Type", "")
    packed = response.getheader("Content-Encoding", "identity").strip().lower()
    if content_type.partition(";")[0].strip().lower() not in READABLE or packed != "identity":
        raise Unreadable
    return content_type


def _body(response: HTTPResponse) -> bytes:
    body = bytearray()
    while chunk := _chunk(response):
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise TooMuch
    if response.length:
        raise IncompleteRead(bytes(body), response.length)
    if not body:
        raise Unreadable
    return bytes(body)


def _chunk(response: HTTPResponse) -> bytes:
    try:
        return response.read(CHUNK_BYTES)
    except (ValueError, OverflowError) as wrong:  # a chunk of less than nothing
        raise HTTPException("the body is framed wrongly") from wrong


def _some(seconds_left: Callable[[], float]) -> float:
    seconds = seconds_left()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class _Incoming(io.RawIOBase):
    """What comes in over a line, as a stream that ends in time and size."""

    def __init__(self, line: Line, seconds_left: Callable[[], float]) -> None:
        self._line = line
        self._seconds_left = seconds_left
        self._received = 0

    def makefile(self, mode: str) -> io.BufferedReader:
        """Give the stream to read from, as sockets do."""
        del mode  # there is one only
        return io.BufferedReader(self, CHUNK_BYTES)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer with what came."""
        view = memoryview(buffer)
        came = self._line.receive(len(view), seconds=_some(self._seconds_left))
        self._received += len(came)
        if self._received > MAX_RECEIVED_BYTES:
            raise TooMuch
        view[: len(came)] = came
        return len(came)
