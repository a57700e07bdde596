"""The real way out: names by the system's resolver, lines by sockets and TLS."""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
from functools import cache

from cofund.proof_links.checking import UnknownName
from cofund.proof_links.exchange import Line

NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class Internet:
    """Names and lines of the machine that this runs on."""

    def addresses(self, host: str, *, seconds: float) -> tuple[str, ...]:
        """Give every address that a name has now.

        The system's resolver knows no deadline: it is asked in a thread that may outlive us.
        """
        answers: queue.SimpleQueue[tuple[str, ...] | OSError] = queue.SimpleQueue()
        threading.Thread(target=_resolve, args=(host, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(answer, socket.gaierror) and answer.errno in NO_SUCH_NAME:
            raise UnknownName from answer
        if isinstance(answer, OSError):
            raise answer
        return answer

    def line(self, address: str, port: int, *, host: str, tls: bool, seconds: float) -> Line:
        """Give a line to exactly this address; a name is never resolved here."""
        version = ipaddress.ip_address(address).version
        family = socket.AF_INET6 if version == 6 else socket.AF_INET
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(seconds)
            plain.connect((address, port))
            return SocketLine(_tls().wrap_socket(plain, server_hostname=host) if tls else plain)
        except OSError:
            plain.close()
            raise


class SocketLine:
    """A line over a socket."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end

    def send(self, content: bytes, *, seconds: float) -> None:
        """Send all of it."""
        self._socket.settimeout(seconds)
        self._socket.sendall(content)

    def receive(self, limit: int, *, seconds: float) -> bytes:
        """Give what came, at most ``limit`` bytes; nothing at the line's end."""
        self._socket.settimeout(seconds)
        return self._socket.recv(limit)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def _resolve(host: str, answers: queue.SimpleQueue[tuple[str, ...] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as trouble:
        answers.put(trouble)
    else:
        answers.put(tuple(dict.fromkeys(str(one[4][0]) for one in found)))


@cache
def _tls() -> ssl.SSLContext:
    """Give the rules of TLS lines: the other end's certificate is checked."""
    return ssl.create_default_context()
