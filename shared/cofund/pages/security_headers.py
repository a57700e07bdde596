"""The headers of every answer: nothing is stored, framed, sniffed or loaded from elsewhere.

``Referrer-Policy: same-origin``, not ``no-referrer``: with the latter browsers send
``Origin: null`` on a form's own POST, and the origin check would refuse everybody.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

SESSION_COOKIE = "__Host-session"
LANGUAGE_COOKIE = "__Host-language"
YEAR_SECONDS = 365 * 24 * 3600

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": f"max-age={YEAR_SECONDS}",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_POLICY = {
    "default-src": "'none'",
    "img-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def page_headers() -> dict[str, str]:
    """Give the headers of a page without script."""
    return _page(_POLICY)


def upload_headers(storage_origin: str) -> dict[str, str]:
    """Give the headers of the pages that send files straight to storage.

    Raises:
        ValueError: the origin is more than scheme, host and port.
    """
    if not re.fullmatch(r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?", storage_origin):
        raise ValueError("a storage origin is scheme, host and port")
    to_storage = f"'self' {storage_origin}"
    policy = {"script-src": "'self'", "connect-src": to_storage, "form-action": to_storage}
    return _page(_POLICY | policy)


def image_headers(content_type: str) -> dict[str, str]:
    """Give the headers of a document's page image: private, and nothing but an image."""
    return {**_ALWAYS, "Cache-Control": "no-store", "Content-Type": content_type} | {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox"
    }


def json_headers() -> dict[str, str]:
    """Give the headers of an answer to the upload script."""
    return image_headers("application/json; charset=utf-8")


def download_headers(content_type: str, file_name: str) -> dict[str, str]:
    """Give the headers of a file to keep: private, saved under its name, never shown."""
    return image_headers(content_type) | {
        "Content-Disposition": attachment_disposition(file_name),
    }


def static_headers(content_type: str) -> dict[str, str]:
    """Give the headers of a static file; its address changes with its contents."""
    caching = f"public, max-age={YEAR_SECONDS}, immutable"
    return {**_ALWAYS, "Cache-Control": caching, "Content-Type": content_type}


def redirect_headers(path: str) -> dict[str, str]:
    """Give the headers that send a browser to another page of ours.

    Raises:
        ValueError: the path leaves the site, or holds more than a path and query may.
    """
    if own_path(path) != path:
        raise ValueError("redirects stay on the site")
    return {**_ALWAYS, "Cache-Control": "no-store", "Location": path}


def own_path(path: str) -> str:
    """Give a path of ours as it came; the start page where it would lead elsewhere."""
    safe = re.fullmatch(r"/(?![/\\])[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]{0,499}", path)
    return path if safe else "/"


def session_cookie(session_id: str, *, seconds: int) -> str:
    """Give the cookie of a session: opaque, for this host only, out of scripts' reach.

    ``SameSite=Lax``: Strict is not sent when somebody arrives from webmail.
    """
    return _cookie(SESSION_COOKIE, session_id, seconds)


def language_cookie(locale: str) -> str:
    """Give the cookie that remembers the language."""
    return _cookie(LANGUAGE_COOKIE, locale, YEAR_SECONDS)


def attachment_disposition(file_name: str) -> str:
    """Give the header that downloads a file under the partner's name for it, made harmless.

    Control characters, path separators and marks that turn the reading direction are taken out
    (a name is often shown by the system that saves the file); RFC 6266 carries the rest.
    """
    shown = "".join(letter for letter in file_name if _harmless(letter)).strip(". ")[:100]
    shown = shown or "document"
    plain = re.sub(r"[^A-Za-z0-9._\- ]", "_", shown)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}"


def _page(policy: dict[str, str]) -> dict[str, str]:
    joined = "; ".join(f"{directive} {sources}" for directive, sources in policy.items())
    return {**_ALWAYS, "Cache-Control": "no-store", "Content-Security-Policy": joined} | {
        "Content-Type": "text/html; charset=utf-8",
        "X-Frame-Options": "DENY",
    }


def _cookie(name: str, value: str, seconds: int) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_\-]{0,200}", value):
        raise ValueError("a cookie's value is letters and digits")
    return f"{name}={value}; Max-Age={seconds}; Path=/; Secure; HttpOnly; SameSite=Lax"


def _harmless(letter: str) -> bool:
    return unicodedata.category(letter)[0] != "C" and letter not in '/\\"<>:|?*'
