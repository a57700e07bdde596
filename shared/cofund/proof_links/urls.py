"""What is a link: scheme, host, port and path, with nothing hidden in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from cofund.errors import NotAccepted
from cofund.models.proofs import MAX_LINK

if TYPE_CHECKING:
    from cofund.models.points_terms import Scheme

PORTS: dict[str, int] = {"https": 443, "http": 80}
NAME = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)
"""A host's name. Its end is never a number: no spelling of an address is a name."""
LONGEST_NAME = 253
TWO_WAYS = frozenset("ßẞς\u200c\u200d")
"""Signs of which older and newer rules of names make two sites; in plain signs they differ."""
HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff\\]")
"""What browsers drop or turn round, and others do not."""
PATH_SIGNS = "/%:@!$&'()*+,;=~-._"
MARKS = re.compile(
    r"utm_.*|[a-z]*clid|_openstat|erid|_ga|_gl|gbraid|wbraid|mc_[ce]id|igsh(?:id)?|etext"
    r"|phpsessid|jsessionid",
    re.IGNORECASE,
)
"""Parts of a query that say how somebody came to a page, and not which page it is."""
VISIT = re.compile(r";jsessionid=[^/]*", re.IGNORECASE)
MAX_QUERY_FIELDS = 100


@dataclass(frozen=True)
class Url:
    """A link, taken apart: as it is asked for."""

    scheme: Scheme
    host: str
    """In ASCII and lower case."""
    target: str
    """Path and query, in ASCII."""

    @property
    def port(self) -> int:
        """Give the scheme's own port: no other is asked."""
        return PORTS[self.scheme]

    @property
    def text(self) -> str:
        """Give the link as text."""
        return f"{self.scheme}://{self.host}{self.target}"


def url_of(text: str) -> Url:
    """Take a link apart.

    Raises:
        NotAccepted: it is no link that could be asked for: another scheme or port, a user's name,
            an address in place of a name, signs that do not show.
    """
    parts = _split(text)
    if parts.scheme not in PORTS:
        raise NotAccepted("the link is neither https nor http")
    if "@" in parts.netloc or _port(parts) not in (None, PORTS[parts.scheme]):
        raise NotAccepted("the link names a user or a port")
    query = f"?{quote(parts.query, safe=PATH_SIGNS + '?')}" if parts.query else ""
    url = Url(
        scheme="https" if parts.scheme == "https" else "http",
        host=host_of(parts.hostname or ""),
        target=(quote(parts.path, safe=PATH_SIGNS) or "/") + query,
    )
    if len(url.text) > MAX_LINK:
        raise NotAccepted("the link is too long as it is asked for")
    return url


def host_of(name: str) -> str:
    """Give a host's name as browsers send it.

    Raises:
        NotAccepted: it is no name, an address for example.
    """
    if set(name) & TWO_WAYS:
        raise NotAccepted("browsers may mean another site by this name")
    try:
        plain = name.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        plain = ""
    if len(plain) > LONGEST_NAME or NAME.fullmatch(plain) is None:
        raise NotAccepted("the link names no site")
    return plain


def same_page(url: Url) -> str:
    """Give a text that is the same for two links to one page.

    Schemes, "www." and "m.", ends of paths, steps back and forth in them, spellings of signs, the
    order of a query's fields, marks of campaigns and of visits make no other page. Fragments are
    gone already. What is spelled in no UTF-8 stays as it is spelled.
    """
    path, _, query = url.target.partition("?")
    fields = parse_qsl(
        query, keep_blank_values=True, max_num_fields=MAX_QUERY_FIELDS, errors="surrogateescape"
    )
    kept = sorted((name, value) for name, value in fields if MARKS.fullmatch(name) is None)
    marks = urlencode(kept, errors="surrogateescape")
    return f"{site_of(url.host)}{_plain(path)}{'?' if kept else ''}{marks}"


def site_of(host: str) -> str:
    """Give a host without what says only how its site is shown: "www.", "m."."""
    return re.sub(r"^(?:www|m)\.(?=[^.]+\.)", "", host)


def page_digest(url: Url) -> str:
    """Give a hash that is the same for two links to one page: safe in keys."""
    return hashlib.sha256(same_page(url).encode()).hexdigest()


def _plain(path: str) -> str:
    """Give a path as servers read it: straight on, without its end."""
    plain = unquote(path, errors="surrogateescape")
    straight = normpath("/" + re.sub(VISIT, "", plain).lstrip("/"))
    known = re.sub(r"/(?:index\.\w{3,5})?$", "", straight)
    return quote(known, safe=PATH_SIGNS, errors="surrogateescape")


def _split(text: str) -> SplitResult:
    if len(text) > MAX_LINK or HIDDEN.search(text):
        raise NotAccepted("the link is too long, or has signs that do not show")
    try:
        return urlsplit(text)
    except ValueError as wrong:
        raise NotAccepted("this is no link") from wrong


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as wrong:
        raise NotAccepted("the link's port is no port") from wrong
