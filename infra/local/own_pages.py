"""The engine's own pages under `/_local/`: the mailbox, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from infra.local.http_front import Reply, StartResponse, WsgiEnvironment
from infra.local.mail_text import pieces
from infra.local.mailbox import Mailbox

_PAGES = Path(__file__).parent / "pages"
_PREFIX = "/_local/"
_SAFE = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class OwnPages:
    """A WSGI application: the engine's pages, and the product's behind them."""

    def __init__(self, mailbox: Mailbox, product: Callable[..., Iterable[bytes]]) -> None:
        self._mailbox = mailbox
        self._product = product
        self._templates = Environment(loader=FileSystemLoader(_PAGES), autoescape=True)
        self._pages: dict[str, Callable[[], Reply]] = {
            _PREFIX: self._mail_page,
            _PREFIX + "mail.json": self._mail_json,
            _PREFIX + "style.css": self._style,
        }

    def __call__(self, environ: WsgiEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"]
        if not path.startswith(_PREFIX):
            return self._product(environ, start_response)
        page = self._pages.get(path)
        if page is None:
            return Reply.message(404, "Not Found").send(start_response)
        return page().send(start_response)

    def _mail_page(self) -> Reply:
        mails = [(mail, pieces(mail)) for mail in reversed(self._mailbox.mails())]
        text = self._templates.get_template("mailbox.html").render(mails=mails)
        return _page(text, "text/html; charset=utf-8")

    def _mail_json(self) -> Reply:
        mails = [mail.as_json() for mail in reversed(self._mailbox.mails())]
        return _page(json.dumps(mails, ensure_ascii=False), "application/json")

    def _style(self) -> Reply:
        return _page((_PAGES / "style.css").read_text(encoding="utf-8"), "text/css; charset=utf-8")


def _page(text: str, content_type: str) -> Reply:
    return Reply(status=200, body=text.encode(), headers={**_SAFE, "content-type": content_type})
