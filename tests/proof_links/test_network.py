"""The real lines, over this machine's own loopback; names are resolved by a stand-in."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cofund.proof_links.checking import UnknownName
from cofund.proof_links.exchange import ask
from cofund.proof_links.network import Internet
from cofund.proof_links.urls import url_of
from tests.fakes.internet import answer

INTERNET = Internet()
URL = url_of("https://habr.com/")


@contextmanager
def listening(reply: bytes) -> Iterator[int]:
    """Answer one line on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def serve() -> None:
            end, _ = server.accept()
            with end:
                end.recv(4096)
                end.sendall(reply)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def test_a_line_carries_a_question_and_its_answer() -> None:
    with listening(answer(body=b"<title>a</title>")) as port:
        line = INTERNET.line("127.0.0.1", port, host="habr.com", tls=False, seconds=5)
        given = ask(line, URL, seconds_left=lambda: 5)
        line.close()
    assert (given.status, given.body) == (200, b"<title>a</title>")


def test_a_line_to_somebody_who_cannot_prove_to_be_the_host_is_no_line() -> None:
    with listening(b"no certificate") as port, pytest.raises(ssl.SSLError):
        INTERNET.line("127.0.0.1", port, host="habr.com", tls=True, seconds=5)


def test_a_line_to_nobody_breaks() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(OSError, match="refused"):
        INTERNET.line("127.0.0.1", port, host="habr.com", tls=False, seconds=5)


def test_a_line_never_resolves_a_name() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        INTERNET.line("localhost", 1, host="localhost", tls=False, seconds=5)


@pytest.mark.parametrize(
    ("found", "raised"),
    [
        (socket.gaierror(socket.EAI_NONAME, "nobody"), UnknownName),
        (socket.gaierror(socket.EAI_AGAIN, "later"), OSError),
    ],
)
def test_a_name_that_nobody_has_differs_from_one_that_is_not_told(
    found: OSError, raised: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(*_arguments: object, **_named: object) -> list[object]:
        raise found

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(raised):
        INTERNET.addresses("habr.com", seconds=5)


def test_a_name_has_each_address_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [(2, 1, 6, "", ("8.8.8.8", 0)), (2, 1, 6, "", ("8.8.8.8", 0)),
            (10, 1, 6, "", ("2a02:6b8::1", 0, 0, 0))]  # fmt: skip
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_n: told)
    assert INTERNET.addresses("habr.com", seconds=5) == ("8.8.8.8", "2a02:6b8::1")


def test_a_resolver_that_does_not_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_n: over.wait(5) and [])
    with pytest.raises(TimeoutError):
        INTERNET.addresses("habr.com", seconds=0.01)
    over.set()
