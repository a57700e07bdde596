"""A page visit and its answer, without HTTP's and AWS's details."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from cofund.errors import Forbidden, NotAccepted
from cofund.models.claim import Locale
from cofund.pages.security_headers import LANGUAGE_COOKIE, page_headers, redirect_headers

MAX_BODY_BYTES = 64 * 1024
MAX_LIST_BYTES = 4_400_000
"""Of a manager's list: what still reaches a function; a larger one is refused by its own name."""
MAX_FIELDS = 250
MAX_FIELD_LENGTH = 4_000


@dataclass(frozen=True)
class Visit:
    """One request, as far as pages look at it. Header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def locale(self) -> Locale:
        """Give the reader's language: chosen, else the browser's first of ours, else Russian."""
        chosen = self.cookies.get(LANGUAGE_COOKIE)
        if chosen in ("ru", "en"):
            return "ru" if chosen == "ru" else "en"
        accepted = re.findall(r"[a-z]{2}", self.headers.get("accept-language", "")[:200].lower())
        for language in accepted:
            if language in ("ru", "en"):
                return "ru" if language == "ru" else "en"
        return "ru"

    def ensure_bounded(self, most: int = MAX_BODY_BYTES) -> None:
        """Stop a body that is larger than any form of ours, or than this one may be.

        Raises:
            NotAccepted: it is.
        """
        if len(self.body) > most:
            raise NotAccepted("the form is too large")

    def form(self) -> dict[str, str]:
        """Give the form's fields; of a repeated one the last.

        Browsers count a line's end as one character and send two: it is one here.

        Raises:
            NotAccepted: the body is no form, or larger than any form of ours.
        """
        self.ensure_bounded()
        try:
            pairs = parse_qsl(
                self.body.decode("utf-8"), keep_blank_values=True, max_num_fields=MAX_FIELDS
            )
        except ValueError as wrong:
            raise NotAccepted("the form is malformed") from wrong
        return {name[:100]: value.replace("\r\n", "\n")[:MAX_FIELD_LENGTH] for name, value in pairs}

    def ensure_from(self, public_url: str) -> None:
        """Stop a POST that another site's page has sent.

        Browsers send ``Origin`` with every POST; where they also say ``Sec-Fetch-Site`` it has to
        agree.

        Raises:
            Forbidden: it comes from elsewhere, or doesn't say from where.
        """
        site = self.headers.get("sec-fetch-site", "same-origin")
        if self.headers.get("origin") != public_url or site not in ("same-origin", "none"):
            raise Forbidden("the form was sent from another site")


@dataclass(frozen=True)
class Page:
    """One answer."""

    status: int
    body: str | bytes
    headers: Mapping[str, str]
    cookies: tuple[str, ...] = ()


def page(html: str, *, status: int = 200, cookies: tuple[str, ...] = ()) -> Page:
    """Give a page without script."""
    return Page(status=status, body=html, headers=page_headers(), cookies=cookies)


def see_other(path: str, *, cookies: tuple[str, ...] = ()) -> Page:
    """Send the browser to another page of ours, with GET."""
    return Page(status=303, body="", headers=redirect_headers(path), cookies=cookies)
