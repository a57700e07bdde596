"""A very small browser for the demo: it follows the real pages' forms, as people's browsers do."""

from __future__ import annotations

import http.client
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from cofund.models.claim import UploadTicket

HIDDEN_VALUE = re.compile(r'name="csrf" value="([^"]*)"')
HIDDEN_FIELD = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
FORM = "application/x-www-form-urlencoded"


class UnexpectedAnswer(Exception):
    """A page answered otherwise than the demo's story goes."""


@dataclass(frozen=True)
class Answer:
    """A page as it came."""

    status: int
    text: str
    location: str

    def hidden(self) -> dict[str, str]:
        """Give the fields that the page's forms carry along."""
        return {name: unescape(value) for name, value in HIDDEN_FIELD.findall(self.text)}


class Browser:
    """One person's browser: cookies, forms, uploads. Works on http addresses of this machine."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, {}, b"")

    def submit(self, path: str, form: Mapping[str, str], *, seen: Answer | None = None) -> Answer:
        """Send a form; with ``seen``, together with the hidden value of the page it stands on."""
        fields = dict(form)
        if seen is not None:
            match = HIDDEN_VALUE.search(seen.text)
            fields["csrf"] = unescape(match.group(1)) if match else ""
        headers = {"Content-Type": FORM, "Origin": self._url}
        return self._ask("POST", path, headers, urlencode(fields).encode())

    def ticket(self, claim_id: str, request: Mapping[str, object], *, seen: Answer) -> UploadTicket:
        """Ask for leave to send a file, as the upload script does."""
        match = HIDDEN_VALUE.search(seen.text)
        headers = {
            "Content-Type": "application/json",
            "Origin": self._url,
            "X-CSRF": unescape(match.group(1)) if match else "",
        }
        answer = self._ask(
            "POST", f"/claims/{claim_id}/uploads", headers, json.dumps(request).encode()
        )
        if answer.status != http.client.CREATED:
            raise UnexpectedAnswer(f"no ticket: {answer.status} {answer.text[:200]}")
        return UploadTicket.model_validate_json(answer.text)

    def send_file(self, ticket: UploadTicket, file: Path) -> None:
        """Send a file straight to storage."""
        boundary = uuid.uuid4().hex
        body = _multipart(ticket.fields, file, boundary)
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        status, _, _ = _request(ticket.url, "POST", headers, body)
        if status not in (http.client.NO_CONTENT, http.client.CREATED, http.client.OK):
            raise UnexpectedAnswer(f"storage refused {file.name}: {status}")

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        sent = {**headers, "Cookie": cookies, "Accept-Language": "en"}
        status, got, text = _request(self._url + path, method, sent, body)
        for cookie in got.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Answer(status=status, text=text, location=got.get("Location", ""))


def _request(
    url: str, method: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, http.client.HTTPMessage, str]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path or "/", body=body, headers=dict(headers))
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as broken:
        raise UnexpectedAnswer(f"{parts.netloc} does not answer: {broken}") from broken
    finally:
        connection.close()


def _multipart(fields: Mapping[str, str], file: Path, boundary: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n'
    return b"".join((*parts, head.encode(), file.read_bytes(), f"\r\n--{boundary}--\r\n".encode()))
