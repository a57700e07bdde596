"""Security cases 20 and 34: the headers of every answer, cookies, downloads, redirects."""

from __future__ import annotations

import pytest

from cofund.pages import security_headers as headers

STORAGE = "https://quarantine.s3.eu-central-1.amazonaws.com"


def policy(given: dict[str, str]) -> dict[str, str]:
    """Give the content security policy by directive."""
    parts = (part.strip().split(" ", 1) for part in given["Content-Security-Policy"].split(";"))
    return {name: (rest[0] if rest else "") for name, *rest in parts}


def test_a_page_is_neither_stored_framed_nor_sniffed() -> None:
    given = headers.page_headers()
    assert given["Cache-Control"] == "no-store"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Referrer-Policy"] == "same-origin"
    assert given["X-Frame-Options"] == "DENY"
    assert given["Cross-Origin-Opener-Policy"] == "same-origin"
    assert policy(given)["frame-ancestors"] == "'none'"


def test_a_page_runs_no_script_and_loads_from_itself_alone() -> None:
    assert policy(headers.page_headers()) == {
        "default-src": "'none'",
        "img-src": "'self'",
        "style-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_only_the_upload_pages_may_send_to_storage_and_run_our_script() -> None:
    given = policy(headers.upload_headers(STORAGE))
    assert given["script-src"] == "'self'"
    assert given["connect-src"] == f"'self' {STORAGE}"
    assert given["form-action"] == f"'self' {STORAGE}"
    assert given["default-src"] == "'none'"


@pytest.mark.parametrize(
    "origin", ["", "*", "https://a.example/path", "https://a.example; script-src *", "data:"]
)
def test_no_policy_is_made_of_more_than_an_origin(origin: str) -> None:
    with pytest.raises(ValueError, match="scheme, host and port"):
        headers.upload_headers(origin)


def test_a_page_image_is_private_and_can_do_nothing() -> None:
    given = headers.image_headers("image/png")
    assert given["Cache-Control"] == "no-store"
    assert given["Content-Type"] == "image/png"
    assert "sandbox" in policy(given)


def test_a_static_file_may_be_kept_because_its_address_changes() -> None:
    assert "immutable" in headers.static_headers("text/css")["Cache-Control"]


def test_the_session_cookie_is_out_of_scripts_and_strangers_reach() -> None:
    cookie = headers.session_cookie("abc-123_x", seconds=3600)
    assert cookie.startswith("__Host-session=abc-123_x; Max-Age=3600; Path=/; ")
    assert cookie.endswith("Secure; HttpOnly; SameSite=Lax")


@pytest.mark.parametrize("value", ["a; Domain=evil", "a\r\nSet-Cookie: x=1", "a,b", "é"])
def test_no_cookie_value_can_add_attributes(value: str) -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        headers.session_cookie(value, seconds=1)


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "/\\evil.example", "https://evil.example", "", "claims", "/a\r\nX: 1", "/é"],
)
def test_no_redirect_leaves_the_site(path: str) -> None:
    assert headers.own_path(path) == "/"
    with pytest.raises(ValueError, match="stay on the site"):
        headers.redirect_headers(path)


@pytest.mark.parametrize("path", ["/", "/claims/c-1?notice=document_sent", "/review/abc.def"])
def test_a_path_of_ours_is_taken_as_it_is(path: str) -> None:
    assert headers.own_path(path) == path
    assert headers.redirect_headers(path)["Location"] == path


@pytest.mark.parametrize(
    ("file_name", "plain", "encoded"),
    [
        ("Счёт 1.pdf", "____ 1.pdf", "%D0%A1%D1%87%D1%91%D1%82%201.pdf"),
        ("../../etc/passwd", "etcpasswd", "etcpasswd"),
        ('a\r\nSet-Cookie: x=1".pdf', "aSet-Cookie x_1.pdf", "aSet-Cookie%20x%3D1.pdf"),
        ("\u202egpj.exe", "gpj.exe", "gpj.exe"),
        ("...", "document", "document"),
    ],
)
def test_a_hostile_file_name_is_harmless_in_a_header(
    file_name: str, plain: str, encoded: str
) -> None:
    wanted = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
    assert headers.attachment_disposition(file_name) == wanted


def test_a_long_file_name_is_cut() -> None:
    assert len(headers.attachment_disposition("я" * 5_000)) < 1_000
