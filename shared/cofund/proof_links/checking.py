"""The check of one link: every redirect is a new link and is checked as such."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin

from cofund.errors import NotAccepted
from cofund.models.proofs import ProofSeen, ProofVerdict
from cofund.proof_links.addresses import is_public
from cofund.proof_links.exchange import Answer, Line, TooMuch, Unreadable, ask
from cofund.proof_links.hosts import accepts
from cofund.proof_links.titles import said_by
from cofund.proof_links.urls import Url, same_page, site_of, url_of

if TYPE_CHECKING:
    from cofund.models.points_terms import ProofTerms

SECONDS = 20.0
"""For all of it."""
MAX_REDIRECTS = 3
MAX_ADDRESSES = 16
"""Of one name; a site with more is looked at by these."""
TRIED_ADDRESSES = 2
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
CLOSED = frozenset({401, 402, 403, 407, 429, 451})


class UnknownName(Exception):
    """No site has this name."""


class Network(Protocol):
    """The way out."""

    def addresses(self, host: str, *, seconds: float) -> tuple[str, ...]:
        """Give every address that a name has now.

        Raises:
            UnknownName: it has none.
            TimeoutError: the answer took longer.
            OSError: there is no answer at this moment.
        """
        ...

    def line(self, address: str, port: int, *, host: str, tls: bool, seconds: float) -> Line:
        """Give a line to exactly this address; with ``tls`` the other end proves to be the host.

        Raises:
            TimeoutError: it took longer.
            OSError: nobody answers there, or it is somebody else.
        """
        ...


@dataclass(frozen=True)
class Patience:
    """Until when a check may take: by a clock that is never put back."""

    now: Callable[[], float]
    until: float

    def left(self) -> float:
        """Give the seconds that are left; not above zero when there are none."""
        return self.until - self.now()


def check_link(
    link: str, terms: ProofTerms, *, network: Network, now: Callable[[], float]
) -> ProofSeen:
    """Look where a link leads, and say what is there.

    ``now`` gives seconds of a clock that is never put back.
    """
    patience = Patience(now, now() + SECONDS)
    address = link
    for _ in range(MAX_REDIRECTS + 1):
        seen = _look(address, terms, network=network, patience=patience)
        if isinstance(seen, ProofSeen):
            return seen if address == link else _redirected(seen)
        address = seen
    return ProofSeen(verdict="redirected_too_often")


def _redirected(seen: ProofSeen) -> ProofSeen:
    """What may not be asked for is the site's doing, where it was the site that led there."""
    if seen.verdict != "not_allowed":
        return seen
    return seen.model_copy(update={"verdict": "redirected_away"})


def _look(link: str, terms: ProofTerms, *, network: Network, patience: Patience) -> ProofSeen | str:
    """Give what is at a link, or the link to which it leads on."""
    try:
        url = url_of(link)
    except NotAccepted:
        return ProofSeen(verdict="not_allowed")
    if not accepts(terms, url):
        return ProofSeen(verdict="not_allowed")
    try:
        answer = _answer(url, network=network, patience=patience)
    except _TROUBLE as trouble:
        return ProofSeen(verdict=_verdict_on(trouble), address=url.text)
    if answer.status in REDIRECTS and answer.location:
        return _led_to(url, answer.location)
    return _seen(url, answer)


def _led_to(url: Url, location: str) -> str:
    """Give where a redirect leads; heads come as Latin-1, and sites write UTF-8 into them."""
    try:
        return urljoin(url.text, location.encode("latin-1").decode("utf-8"))
    except ValueError:
        return ""


def _answer(url: Url, *, network: Network, patience: Patience) -> Answer:
    """Ask at one of the host's addresses, once all of them are known to be public."""
    found = network.addresses(url.host, seconds=_some(patience))[:MAX_ADDRESSES]
    if not found:
        raise UnknownName
    if not all(map(is_public, found)):
        raise _NotPublic
    line = _line(url, found, network=network, patience=patience)
    try:
        return ask(line, url, seconds_left=patience.left)
    finally:
        line.close()


def _line(url: Url, found: tuple[str, ...], *, network: Network, patience: Patience) -> Line:
    """Give a line to the first address that answers; older addresses are reached from anywhere."""
    *tried, last = sorted(found, key=lambda address: ":" in address)[:TRIED_ADDRESSES]
    for address in tried:
        try:
            return _line_to(address, url, network=network, patience=patience)
        except TimeoutError:
            raise
        except OSError:
            continue
    return _line_to(last, url, network=network, patience=patience)


def _line_to(address: str, url: Url, *, network: Network, patience: Patience) -> Line:
    return network.line(
        address, url.port, host=url.host, tls=url.scheme == "https", seconds=_some(patience)
    )


def _some(patience: Patience) -> float:
    seconds = patience.left()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class _NotPublic(Exception):
    """The name leads to an address that not everybody reaches."""


_TROUBLE = (UnknownName, _NotPublic, TooMuch, Unreadable, OSError, HTTPException)
_VERDICTS: tuple[tuple[type[Exception], ProofVerdict], ...] = (
    (UnknownName, "unknown_site"),
    (_NotPublic, "private_address"),
    (TooMuch, "too_large"),
    (Unreadable, "not_readable"),
    (TimeoutError, "too_slow"),
)
"""The first that fits; all other trouble is the line's or the site's."""


def _verdict_on(trouble: Exception) -> ProofVerdict:
    fitting = (verdict for kind, verdict in _VERDICTS if isinstance(trouble, kind))
    return next(fitting, "out_of_reach")


def _seen(url: Url, answer: Answer) -> ProofSeen:
    if not 200 <= answer.status < 300:
        return ProofSeen(verdict=_by_status(answer.status), address=url.text, status=answer.status)
    said = said_by(answer.content_type, answer.body)
    return ProofSeen(
        verdict="alive",
        address=url.text,
        status=answer.status,
        title=said.title,
        home=_home(url, said.home),
        sha256=answer.sha256,
    )


def _home(url: Url, said: str) -> str:
    """Give where a page says that it stands; nothing where that is another site, or no page of it.

    A page says what it likes: of another site's pages it says nothing that counts.
    """
    try:
        home = url_of(urljoin(url.text, said))
    except (NotAccepted, ValueError):
        return ""
    is_ours = site_of(home.host) == site_of(url.host)
    return home.text if said and is_ours and same_page(home) != site_of(home.host) else ""


def _by_status(status: int) -> ProofVerdict:
    if status in GONE:
        return "gone"
    return "closed" if status in CLOSED else "out_of_reach"
