"""The whole check over real sockets with TLS: sites on this machine, under a CA of the test's own.

Only two things stand in for the world: names have a public address, and a line to port 443 of it
leads to the site's port here. All else is as it runs: the socket, the handshake, the answers.
"""

from __future__ import annotations

import datetime
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cofund.models.points_terms import ProofAnywhere
from cofund.models.proofs import ProofSeen
from cofund.proof_links import checking, network
from cofund.proof_links.checking import check_link
from cofund.proof_links.exchange import Line
from cofund.proof_links.network import Internet
from tests.fakes.internet import PUBLIC, answer, redirect

ANYWHERE = ProofAnywhere(by="any_public_host", source="s")
NAMES = ("habr.com", "xn--e1afmkfd.xn--p1ai")
PAGE = "<title>Кейс</title>".encode()

Site = Callable[[ssl.SSLSocket], None]


@dataclass(frozen=True)
class Paper:
    """A certificate with its key, as a server loads them."""

    file: Path


@dataclass
class Here(Internet):
    """The real way out, but that every name is public and every line ends on this machine."""

    port: int
    lines: list[tuple[str, int]] = field(default_factory=list)

    def addresses(self, host: str, *, seconds: float) -> tuple[str, ...]:
        del host, seconds
        return (PUBLIC,)

    def line(self, address: str, port: int, *, host: str, tls: bool, seconds: float) -> Line:
        self.lines.append((address, port))
        return super().line("127.0.0.1", self.port, host=host, tls=tls, seconds=seconds)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Paper]]:
    """Give who signs certificates here; lines trust them and nobody else."""
    folder, key = tmp_path_factory.mktemp("authority"), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Proof test CA")])
    root = _certificate(name, name, key, key, x509.BasicConstraints(ca=True, path_length=0))
    trusted = ssl.create_default_context(cadata=root.public_bytes(_PEM).decode())

    def paper(*hosts: str, days: int = 1) -> Paper:
        own = ec.generate_private_key(ec.SECP256R1())
        named = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        signed = _certificate(x509.Name([]), name, own, key, named, days=days)
        file = folder / f"{hosts[0]}.{days}.pem"
        file.write_bytes(
            own.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            + signed.public_bytes(_PEM)
        )
        return Paper(file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "_tls", lambda: trusted)
        yield paper


@pytest.fixture(scope="module")
def good(authority: Callable[..., Paper]) -> Paper:
    return authority(*NAMES)


_PEM = serialization.Encoding.PEM


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    extension: x509.ExtensionType,
    *,
    days: int = 1,
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=3))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(extension, critical=True)
        .sign(signer, hashes.SHA256())
    )


def checked(*sites: Site, paper: Paper, link: str = "https://habr.com/1") -> ProofSeen:
    """Check a link; each line that comes in is answered by the next site."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper.file)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        thread = threading.Thread(target=_serve, args=(server, context, sites))
        thread.start()
        here = Here(port=server.getsockname()[1])
        seen = check_link(link, ANYWHERE, network=here, now=time.monotonic)
        thread.join()
    assert here.lines == [(PUBLIC, 443)] * len(sites)
    return seen


def _serve(server: socket.socket, context: ssl.SSLContext, sites: tuple[Site, ...]) -> None:
    for site in sites:
        plain, _ = server.accept()
        plain.settimeout(5)
        try:
            with context.wrap_socket(plain, server_side=True) as end:
                site(end)
        except OSError:
            plain.close()  # the check has hung up: what it says of that is what is tested


def saying(*pieces: bytes) -> Site:
    """Give a site that reads the question and answers in these pieces, one record each."""

    def site(end: ssl.SSLSocket) -> None:
        asked = end.recv(4096)
        assert asked.startswith(b"GET /")
        for piece in pieces:
            end.sendall(piece)

    return site


def test_a_page_is_read_over_tls(good: Paper) -> None:
    seen = checked(saying(answer(body=PAGE)), paper=good)
    assert (seen.verdict, seen.title, seen.address) == ("alive", "Кейс", "https://habr.com/1")


def test_a_redirect_is_a_new_line_with_a_new_proof_of_the_host(good: Paper) -> None:
    sites = (saying(redirect("https://habr.com/2")), saying(answer(body=PAGE)))
    seen = checked(*sites, paper=good)
    assert (seen.verdict, seen.address) == ("alive", "https://habr.com/2")


def test_a_host_in_cyrillic_proves_itself_by_its_plain_name(good: Paper) -> None:
    seen = checked(saying(answer(body=PAGE)), paper=good, link="https://пример.рф/кейс")
    assert seen.verdict == "alive"
    assert seen.address == "https://xn--e1afmkfd.xn--p1ai/%D0%BA%D0%B5%D0%B9%D1%81"


@pytest.mark.parametrize(("host", "days"), [("other.example", 1), ("habr.com", -1)])
def test_another_hosts_or_an_old_certificate_is_no_proof(
    host: str, days: int, authority: Callable[..., Paper]
) -> None:
    asked: list[bytes] = []
    paper = authority(host, days=days)
    seen = checked(lambda end: asked.append(end.recv(4096)), paper=paper)
    assert (seen.verdict, b"".join(asked)) == ("out_of_reach", b"")


@pytest.mark.parametrize(
    ("pieces", "verdict"),
    [
        ((b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", PAGE), "alive"),
        ((answer(body=b"2\r\n<b\r\n1\r\n>\r\n0\r\n\r\n", transfer_encoding="chunked"),), "alive"),
        ((answer(body=b"5\r\n<titl\r\n", transfer_encoding="chunked"),), "out_of_reach"),
        ((answer(body=PAGE, content_length="900"),), "out_of_reach"),
        ((b"HTTP/1.1 204 No Content\r\n\r\n",), "not_readable"),
        ((answer(body=gzip.compress(PAGE), content_encoding="gzip"),), "not_readable"),
        ((answer(405, b"", allow="HEAD"),), "out_of_reach"),
        ((answer(403, b""),), "closed"),
        ((answer(body=PAGE)[:6],), "out_of_reach"),
        ((), "out_of_reach"),
    ],
)  # fmt: skip
def test_what_a_site_answers_over_tls_is_said(
    pieces: tuple[bytes, ...], verdict: str, good: Paper
) -> None:
    assert checked(saying(*pieces), paper=good).verdict == verdict


def test_an_endless_page_is_hung_up_on(good: Paper) -> None:
    poured = 0

    def pour(end: ssl.SSLSocket) -> None:
        nonlocal poured
        end.recv(4096)
        end.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(400):
            end.sendall(b"a" * 65_536)
            poured += 65_536

    assert checked(pour, paper=good).verdict == "too_large"
    assert poured < 20 * 1024 * 1024


@pytest.mark.parametrize("begins", [b"", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<t"])
def test_a_site_that_stops_is_hung_up_on(
    begins: bytes, good: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "SECONDS", 0.2)
    left_waiting = threading.Event()

    def stop(end: ssl.SSLSocket) -> None:
        end.recv(4096)
        end.sendall(begins)
        try:
            end.recv(1)
        except TimeoutError:
            left_waiting.set()

    assert checked(stop, paper=good).verdict == "too_slow"
    assert not left_waiting.is_set()


def test_a_site_that_never_shakes_hands_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        here = Here(port=server.getsockname()[1])
        seen = check_link("https://habr.com/", ANYWHERE, network=here, now=time.monotonic)
    assert seen.verdict == "too_slow"
