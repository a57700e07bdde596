"""A manager's browser: sends a list as a form with a file in it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.security.browser import ORIGIN, Answer, Browser

BOUNDARY = "----WebKitFormBoundaryOfTests"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"


def form_of(content: bytes, *, csrf: str, file_name: str = "список.csv") -> bytes:
    """Give the body of the form as a browser sends it."""
    field = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}\r\n'
    file = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return field.encode() + file.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def send_list(browser: Browser, content: bytes, *, file_name: str = "список.csv") -> Answer:
    """Send a list from the page's own form."""
    body = form_of(content, csrf=browser.form_key, file_name=file_name)
    headers = {"origin": ORIGIN, "content-type": CONTENT_TYPE}
    return browser.send("POST", "/manage/import", headers=headers, body=body)


def digest_on(shown: Answer) -> str:
    """Give the value by which the form takes in what the page shows."""
    found = re.search(r'name="digest" value="([0-9a-f]+)"', shown.body)
    assert found is not None, shown.body
    return found[1]


def take_in(browser: Browser, address: str) -> Answer:
    """Open a list's page, and press its button."""
    shown = browser.get(address)
    form = {"digest": digest_on(shown)}
    if 'name="create" value="yes"' in shown.body:
        form["create"] = "yes"
    return browser.post(urlsplit(address).path, form)
