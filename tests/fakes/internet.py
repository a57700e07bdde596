"""A small internet in memory: names with addresses, and what answers at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cofund.proof_links.checking import UnknownName

PUBLIC = "93.184.216.34"
PAGE = b"<html><head><title>\xd0\x9a\xd0\xb5\xd0\xb9\xd1\x81</title></head></html>"


def answer(status: int = 200, body: bytes = PAGE, **heads: str) -> bytes:
    """Give an answer as a site sends it; ``content_type`` stands for Content-Type."""
    named = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body))} | heads
    lines = [f"{name.replace('_', '-')}: {text}" for name, text in named.items()]
    return "\r\n".join((f"HTTP/1.1 {status} X", *lines, "", "")).encode("utf-8") + body


def redirect(to: str, status: int = 302) -> bytes:
    """Give an answer that leads on."""
    return answer(status, b"", location=to)


@dataclass
class Watch:
    """A clock that is put on by what happens."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class FakeLine:
    """A line to one address: gives what stands ready, chunk by chunk."""

    chunks: Iterator[bytes]
    watch: Watch
    chunk_seconds: float
    sent: bytearray = field(default_factory=bytearray)
    closed: bool = False

    def send(self, content: bytes, *, seconds: float) -> None:
        assert seconds > 0
        self.sent += content

    def receive(self, limit: int, *, seconds: float) -> bytes:
        if self.chunk_seconds > seconds:
            self.watch.seconds += seconds
            raise TimeoutError
        self.watch.seconds += self.chunk_seconds
        chunk = next(self.chunks, b"")
        assert len(chunk) <= limit
        return chunk

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeInternet:
    """Names, addresses, and the answers that sites give, in order; the last one again and again."""

    names: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """What each name resolves to, the first time, the second, …"""
    answers: dict[str, list[bytes | Callable[[], Iterator[bytes]] | OSError]] = field(
        default_factory=dict
    )
    """By host: what comes over a line to it, or why there is none."""
    watch: Watch = field(default_factory=Watch)
    name_seconds: float = 0.0
    chunk_seconds: float = 0.0
    asked: list[tuple[str, str, int, bool]] = field(default_factory=list)
    """Host, address, port, TLS: of each line."""
    lines: list[FakeLine] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)

    def addresses(self, host: str, *, seconds: float) -> tuple[str, ...]:
        if self.name_seconds > seconds:
            self.watch.seconds += seconds
            raise TimeoutError
        self.watch.seconds += self.name_seconds
        self.resolved.append(host)
        if host not in self.names and host not in self.answers:
            raise UnknownName
        known = self.names.get(host, [(PUBLIC,)])
        return known.pop(0) if len(known) > 1 else known[0]

    def line(self, address: str, port: int, *, host: str, tls: bool, seconds: float) -> FakeLine:
        assert seconds > 0
        self.asked.append((host, address, port, tls))
        ready = self.answers[host]
        given = ready.pop(0) if len(ready) > 1 else ready[0]
        if isinstance(given, OSError):
            raise given
        chunks = _chunks(given) if isinstance(given, bytes) else given()
        self.lines.append(FakeLine(chunks, self.watch, self.chunk_seconds))
        return self.lines[-1]


def _chunks(content: bytes, size: int = 4096) -> Iterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]
