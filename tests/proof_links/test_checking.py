"""The check of a link against sites that lie, stall, pour, and lead astray."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cofund.models.points_terms import ProofAnywhere, ProofOnHosts, ProofTerms
from cofund.models.proofs import MENDABLE, ProofSeen
from cofund.proof_links.checking import SECONDS, check_link
from cofund.proof_links.exchange import MAX_BODY_BYTES
from tests.fakes.internet import PAGE, PUBLIC, FakeInternet, Watch, answer, redirect

ANYWHERE = ProofAnywhere(by="any_public_host", schemes=("https", "http"), source="s")
HABR = ProofOnHosts(by="hosts", hosts=("habr.com", "www.habr.com"), source="s")
LINK = "https://habr.com/ru/articles/1/"


def checked(internet: FakeInternet, *, link: str = LINK, terms: ProofTerms = ANYWHERE) -> ProofSeen:
    """Check a link on an internet of ours."""
    return check_link(link, terms, network=internet, now=internet.watch)


def site(*answers: object, **names: object) -> FakeInternet:
    """Give an internet in which Habr gives these answers."""
    return FakeInternet(answers={"habr.com": list(answers)}, **names)  # type: ignore[arg-type]


def test_a_living_page_is_kept_by_title_and_hash() -> None:
    seen = checked(site(answer()), terms=HABR)
    assert seen == ProofSeen(
        verdict="alive",
        address=LINK,
        status=200,
        title="Кейс",
        sha256=hashlib.sha256(PAGE).hexdigest(),
    )


def test_the_question_tells_nothing_of_ours() -> None:
    internet = site(answer())
    checked(internet)
    (line,) = internet.lines
    head = line.sent.decode("ascii").split("\r\n")
    assert head[:2] == ["GET /ru/articles/1/ HTTP/1.1", "Host: habr.com"]
    named = {one.partition(":")[0] for one in head[1:] if one}
    assert named == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert line.closed


def test_the_line_goes_to_the_address_that_was_checked() -> None:
    rebinding = [(PUBLIC,), ("169.254.169.254",)]
    internet = site(answer(), names={"habr.com": rebinding})
    assert checked(internet).verdict == "alive"
    assert internet.asked == [("habr.com", PUBLIC, 443, True)]
    assert internet.resolved == ["habr.com"]


def test_a_name_that_changes_its_mind_is_not_asked_again() -> None:
    rebinding = [(PUBLIC,), ("127.0.0.1",)]
    internet = site(redirect("/ru/articles/2/"), names={"habr.com": rebinding})
    assert checked(internet).verdict == "private_address"
    assert len(internet.asked) == 1


@pytest.mark.parametrize(
    "addresses",
    [("127.0.0.1",), ("10.1.2.3",), (PUBLIC, "10.1.2.3"), ("fd00:ec2::254",), ("::ffff:7f00:1",),
     ("64:ff9b::a9fe:a9fe",), ("not an address",)],
)  # fmt: skip
def test_a_name_with_one_address_that_is_not_public_is_not_asked(
    addresses: tuple[str, ...],
) -> None:
    internet = site(answer(), names={"habr.com": [addresses]})
    assert checked(internet).verdict == "private_address"
    assert internet.asked == []


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/meta-data/", "https://127.0.0.1/", "https://[::1]/",
     "https://2130706433/", "https://0x7f.1/", "https://localhost/", "file:///etc/passwd",
     "gopher://habr.com/", "https://user@habr.com/", "https://habr.com:9001/", "https://[bad",
     "\xff\xfe"],
)  # fmt: skip
def test_a_redirect_into_our_own_network_is_not_followed(target: str) -> None:
    internet = site(redirect(target))
    assert checked(internet).verdict in ("redirected_away", "redirected_too_often", "out_of_reach")
    assert {line[:2] for line in internet.asked} == {("habr.com", PUBLIC)}


def test_a_redirect_to_a_name_of_our_own_network_is_not_followed() -> None:
    internet = FakeInternet(
        names={"inside.example": [("10.0.0.7",)]},
        answers={"habr.com": [redirect("https://inside.example/")], "inside.example": [answer()]},
    )
    assert checked(internet).verdict == "private_address"
    assert [line[0] for line in internet.asked] == ["habr.com"]


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ("https://www.habr.com/ru/articles/1/", "alive"),
        ("https://evil.example/", "redirected_away"),
        ("http://www.habr.com/ru/articles/1/", "redirected_away"),
        ("//evil.example/", "redirected_away"),
    ],
)
def test_a_redirect_stays_on_the_sites_that_the_programme_accepts(
    target: str, verdict: str
) -> None:
    internet = FakeInternet(
        answers={
            "habr.com": [redirect(target)],
            "www.habr.com": [answer()],
            "evil.example": [answer()],
        }
    )
    seen = checked(internet, terms=HABR)
    assert seen.verdict == verdict
    assert "evil.example" not in internet.resolved
    assert seen.address == (target if verdict == "alive" else "")


def test_three_redirects_are_followed_and_a_fourth_is_not() -> None:
    three = site(redirect("/1"), redirect("/2"), redirect("/3"), answer())
    assert checked(three).verdict == "alive"
    loop = site(redirect("/1"))
    assert checked(loop).verdict == "redirected_too_often"
    assert len(loop.asked) == 4
    assert all(line.closed for line in loop.lines)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(404, "gone"), (410, "gone"), (401, "closed"), (403, "closed"), (429, "closed"),
     (451, "closed"), (500, "out_of_reach"), (503, "out_of_reach"), (304, "out_of_reach"),
     (302, "out_of_reach"), (400, "out_of_reach")],
)  # fmt: skip
def test_what_a_site_says_is_said(status: int, verdict: str) -> None:
    seen = checked(site(answer(status)))
    assert (seen.verdict, seen.status, seen.sha256) == (verdict, status, None)


def test_a_name_that_nobody_has_is_unclear_it_may_be_our_directory() -> None:
    assert checked(FakeInternet()).verdict == "unknown_site"
    assert checked(site(answer(), names={"habr.com": [()]})).verdict == "unknown_site"
    assert "unknown_site" not in MENDABLE


def drops(size: int) -> Iterator[bytes]:
    """Pour for ever."""
    yield b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n"
    while True:
        yield b"x" * size


def endless(first: bytes, again: bytes) -> Iterator[bytes]:
    yield first
    while True:
        yield again


def test_an_endless_page_is_left_after_a_megabyte() -> None:
    internet = site(lambda: drops(4096))
    assert checked(internet).verdict == "too_large"


def test_a_page_of_exactly_a_megabyte_is_read() -> None:
    full, over = (answer(body=b"x" * size) for size in (MAX_BODY_BYTES, MAX_BODY_BYTES + 1))
    assert checked(site(full)).verdict == "alive"
    assert checked(site(over)).verdict == "too_large"


@pytest.mark.parametrize(
    "pouring",
    [
        lambda: endless(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda: endless(b"HTTP/1.1 200 X\r\n", b"A: b\r\n"),
        lambda: endless(b"HTTP/1.1 200 X\r\n", b"A" * 4096),
        lambda: endless(b"", b"H" * 4096),
        lambda: endless(
            b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"1;" + b"y" * 4000 + b"\r\nx\r\n",
        ),
    ],
)
def test_endless_heads_and_frames_are_left_too(pouring: object) -> None:
    internet = site(pouring)
    assert checked(internet).verdict in ("too_large", "out_of_reach")
    assert all(line.closed for line in internet.lines)


def test_a_site_that_drips_is_left_when_the_time_is_over() -> None:
    internet = site(lambda: drops(1), chunk_seconds=0.5)
    assert checked(internet).verdict == "too_slow"
    assert internet.watch.seconds == pytest.approx(SECONDS, abs=0.6)


def test_a_site_that_says_nothing_is_left_when_the_time_is_over() -> None:
    assert checked(site(answer(), chunk_seconds=60)).verdict == "too_slow"


def test_a_name_that_is_looked_up_for_too_long_is_left() -> None:
    assert checked(site(answer(), name_seconds=SECONDS + 1)).verdict == "too_slow"


def test_redirects_share_one_time() -> None:
    internet = site(redirect("/1"), name_seconds=SECONDS * 0.4)
    assert checked(internet).verdict == "too_slow"
    assert len(internet.asked) == 2


@pytest.mark.parametrize(
    "heads",
    [
        {"content_type": "image/png"},
        {"content_type": "application/zip"},
        {"content_type": ""},
        {"content_encoding": "gzip"},
        {"content_encoding": "br"},
    ],
)
def test_what_is_no_text_or_is_packed_is_not_unpacked(heads: dict[str, str]) -> None:
    seen = checked(site(answer(**heads)))
    assert (seen.verdict, seen.sha256) == ("not_readable", None)


def test_a_pdf_is_kept_by_its_hash() -> None:
    seen = checked(site(answer(body=b"%PDF-1.7", content_type="application/pdf")))
    assert (seen.verdict, seen.title) == ("alive", "")
    assert seen.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()


@pytest.mark.parametrize(
    "garbage",
    [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 20\r\n\r\n",
     answer()[:60], answer(content_length="900"), answer(transfer_encoding="chunked")],
)  # fmt: skip
def test_what_speaks_no_http_is_out_of_reach(garbage: bytes) -> None:
    assert checked(site(garbage)).verdict in ("out_of_reach", "not_readable")


@pytest.mark.parametrize(
    "trouble", [ConnectionRefusedError(), ConnectionResetError(), ssl.SSLCertVerificationError()]
)
def test_a_line_that_breaks_is_out_of_reach(trouble: OSError) -> None:
    assert checked(site(trouble)).verdict == "out_of_reach"


def test_a_second_address_is_tried_where_the_first_does_not_answer() -> None:
    addresses = [("2606:2800:220:1:248:1893:25c8:1946", PUBLIC, "8.8.8.8", "8.8.4.4")]
    internet = site(ConnectionRefusedError(), answer(), names={"habr.com": addresses})
    assert checked(internet).verdict == "alive"
    assert [line[1] for line in internet.asked] == [PUBLIC, "8.8.8.8"]


@pytest.mark.parametrize("link", ["https://www.habr.com/", "http://habr.com/", "habr.com", ""])
def test_a_link_that_the_programme_does_not_accept_asks_nobody(link: str) -> None:
    internet = FakeInternet(names={"www.habr.com": [(PUBLIC,)]})
    terms = ProofOnHosts(by="hosts", hosts=("habr.com",), source="s")
    assert checked(internet, link=link, terms=terms) == ProofSeen(verdict="not_allowed")
    assert internet.resolved == []


@pytest.mark.parametrize(
    ("content_type", "body", "title"),
    [
        ("text/html", "<title> Один \n два </title>".encode(), "Один два"),
        ("text/html; charset=windows-1251", "<title>Кейс</title>".encode("cp1251"), "Кейс"),
        ("text/html", b"<meta charset=koi8-r>" + "<title>Кейс</title>".encode("koi8-r"), "Кейс"),
        ("text/html; charset=utf-7", b"<title>+ADw-script+AD4-</title>", "+ADw-script+AD4-"),
        ("text/html; charset=zip", b"<title>a</title>", "a"),
        ("text/html", b"<title>a &lt;b&gt; &amp;</title>", "a <b> &"),
        ("text/html", b"<title>a</title><svg><title>b</title></svg>", "a"),
        ("text/html", "<title>a\u202eb</title>".encode(), "a b"),
        ("text/html", b"<title>" + b"a" * 900_000, "a" * 200),
        ("text/html", b"<" * 900_000, ""),
        ("text/html", b"<![" * 10 + b"<title>a</title>", "a"),
        ("text/html", b"<title>a &#" + b"9" * 5_000 + b";</title>", "a \N{REPLACEMENT CHARACTER}"),
        ("text/html", b"<!-- <title>a</title> --><script>'<title>b'</script><TITLE>c</TITLE>", "c"),
        ("text/html", b"<!-- <title>a</title>", ""),
        ("text/plain", b"<title>a</title>", ""),
    ],
)
def test_a_title_is_one_line_of_words(content_type: str, body: bytes, title: str) -> None:
    assert checked(site(answer(body=body, content_type=content_type))).title == title


@pytest.mark.parametrize(
    ("said", "home"),
    [
        ('rel="canonical" href="https://www.habr.com/ru/articles/2/"',
         "https://www.habr.com/ru/articles/2/"),
        ("href='/ru/articles/2/?a=1&amp;b=2' rel=canonical", "https://habr.com/ru/articles/2/?a=1&b=2"),
        ('rel="canonical" href="https://elsewhere.example/ru/articles/2/"', ""),
        ('rel="canonical" href="/"', ""),
        ('rel="canonical" href="https://[::1"', ""),
        ('rel="canonical"', ""),
        ('rel="next" href="/ru/articles/2/"', ""),
    ],
)  # fmt: skip
def test_a_page_says_where_it_stands_on_its_own_site_only(said: str, home: str) -> None:
    page = f"<head><!-- <link rel=canonical href=/no> --><link {said}></head>".encode()
    assert checked(site(answer(body=page))).home == home


@pytest.mark.parametrize("size", [b"-5", b"-1", b"-" + b"9" * 20])
def test_a_piece_of_less_than_nothing_is_no_http(size: bytes) -> None:
    framed = answer(body=size + b"\r\nabc\r\n0\r\n\r\n", transfer_encoding="chunked")
    assert checked(site(framed)).verdict == "out_of_reach"


PIECES = (
    b"HTTP/1.1 200 X\r\n", b"HTTP/1.1 302 X\r\n", b"HTTP/1.0 100 X\r\n",
    b"Content-Type: text/html\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Length: ",
    b"Location: ", b"https://habr.com/", b"//[",
    b"\r\n", b"\r\n\r\n", b"-", b"7", b"9" * 5_000, b"\x00", b"\xff", b" ", b":", b"@", b"%",
    b"<title>", b"<![", b"&#", b"<link rel=canonical href=", b"charset=", b"utf-16",
)  # fmt: skip


@settings(max_examples=60)
@given(
    head=st.sampled_from((b"", *PIECES[:2])), rest=st.lists(st.sampled_from(PIECES), max_size=14)
)
def test_whatever_a_site_sends_something_is_said_of_it(head: bytes, rest: list[bytes]) -> None:
    sent = head + PIECES[3] + b"".join(rest)
    assert checked(site(sent, sent, sent, sent)).verdict != "private_address"


def test_a_redirect_that_grows_too_long_is_not_followed() -> None:
    internet = site(redirect("/" + "я" * 400), answer())
    assert checked(internet).verdict == "redirected_away"


def test_time_is_taken_from_one_clock_that_is_never_put_back() -> None:
    assert checked(site(answer(), watch=Watch(10_000.0))).verdict == "alive"
