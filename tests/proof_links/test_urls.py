"""What is a link, where it may lead, and when two of them are one page."""

from __future__ import annotations

import pytest

from cofund.errors import NotAccepted
from cofund.models.points_terms import ProofAnywhere, ProofOnHosts
from cofund.proof_links.hosts import accepts
from cofund.proof_links.urls import page_digest, same_page, url_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("https://habr.com", "https://habr.com/"),
        ("HTTPS://Habr.COM/ru/articles/1/", "https://habr.com/ru/articles/1/"),
        ("https://habr.com.:443/a", "https://habr.com/a"),
        ("http://habr.com:80/a", "http://habr.com/a"),
        ("https://кейсы.пример.рф/статья", "https://xn--e1aib4a2c.xn--e1afmkfd.xn--p1ai/"
         "%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"),
        ("https://habr.com/a?q=мир&x=1#comments", "https://habr.com/a?q=%D0%BC%D0%B8%D1%80&x=1"),
        ("https://ｈａｂｒ.com/a", "https://habr.com/a"),
    ],
)  # fmt: skip
def test_a_link_is_asked_for_in_plain_signs(text: str, plain: str) -> None:
    assert url_of(text).text == plain


@pytest.mark.parametrize(
    "text",
    [
        *("", "habr.com/a", "//habr.com/a", "ftp://habr.com/", "file:///etc/passwd", "gopher://a.com"),
        *("javascript:alert(1)", "data:text/html,x", "https:///a", "https://"),
        *("https://habr.com@evil.example/", "https://user:word@habr.com/", "https://@habr.com/"),
        *("https://habr.com:8443/", "https://habr.com:80/", "http://habr.com:443/", "https://a.com:x/"),
        *("https://127.0.0.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/"),
        *("https://0x7f.0.0.0x1/", "https://127.1/", "https://[::1]/", "https://[::ffff:7f00:1]/"),
        *("https://１２７.０.０.１/", "https://127。0。0。1/", "https://[v1.x]/", "https://[bad/"),
        *("https://localhost/", "https://metadata/", "https://a..b.com/", "https://-a.com/"),
        *("https://habr.com/a\r\nHost: evil", "https://habr.com/\tx", "https://habr.com/a b"),
        *("https://habr.com\\@evil.example/", "https://ha\u200bbr\u3000.com/"),
        "https://habr.com/" + "a" * 2_000,
        f"https://{'a' * 64}.com/",
        f"https://{'a.' * 127}com/",
    ],
)  # fmt: skip
def test_what_hides_something_is_no_link(text: str) -> None:
    with pytest.raises(NotAccepted):
        url_of(text)


HOSTS = ProofOnHosts(by="hosts", hosts=("habr.com", "*.press.example"), source="s")
OLD = ProofOnHosts(by="hosts", hosts=("habr.com",), schemes=("https", "http"), source="s")
ANYWHERE = ProofAnywhere(by="any_public_host", source="s")


@pytest.mark.parametrize(
    ("terms", "link", "accepted"),
    [
        (HOSTS, "https://habr.com/a", True),
        (HOSTS, "https://HABR.com./a", True),
        (HOSTS, "https://www.habr.com/a", False),
        (HOSTS, "https://nothabr.com/a", False),
        (HOSTS, "https://habr.com.evil.example/a", False),
        (HOSTS, "https://it.press.example/a", True),
        (HOSTS, "https://deep.it.press.example/a", True),
        (HOSTS, "https://press.example/a", False),
        (HOSTS, "https://evilpress.example/a", False),
        (HOSTS, "http://habr.com/a", False),
        (OLD, "http://habr.com/a", True),
        (ANYWHERE, "https://anything.example/a", True),
        (ANYWHERE, "http://anything.example/a", False),
    ],
)
def test_a_programme_accepts_its_sites_only(
    terms: ProofOnHosts | ProofAnywhere, link: str, accepted: bool
) -> None:
    assert accepts(terms, url_of(link)) is accepted


@pytest.mark.parametrize(
    "other",
    [
        "http://habr.com/ru/articles/1",
        "https://www.habr.com/ru/articles/1/",
        "https://m.habr.com/ru/articles/1/#comments",
        "https://habr.com/ru/articles/%31/",
        "https://habr.com/ru/articles/1/index.html",
        "https://habr.com//ru/./articles/2/../1",
        "https://habr.com/../ru/x/%2e%2E/articles/1/.",
        "https://habr.com/ru/articles/1;jsessionid=5/?PHPSESSID=6",
        "https://habr.com/ru/articles/1/?UTM_Source=mail&vkclid=1",
        "https://habr.com/ru/articles/1/?utm_source=mail&utm_campaign=x&yclid=5",
    ],
)
def test_the_same_page_written_otherwise_is_the_same(other: str) -> None:
    assert page_digest(url_of(other)) == page_digest(url_of("https://habr.com/ru/articles/1/"))


@pytest.mark.parametrize(
    "other",
    [
        "https://habr.com/ru/articles/2/",
        "https://habr.com/ru/Articles/1/",
        "https://blog.habr.com/ru/articles/1/",
        "https://habr.com/ru/articles/1/?page=2",
        "https://habr.com/ru/articles/1%2F2/",
    ],
)
def test_another_page_is_another(other: str) -> None:
    assert same_page(url_of(other)) != same_page(url_of("https://habr.com/ru/articles/1/"))


def test_pages_spelled_in_an_older_character_set_are_told_apart() -> None:
    paths = ("/%CF%F0%E8", "/%C0%C1%C2", "/?q=%CF%F0", "/?q=%C0%C1")
    assert len({same_page(url_of(f"https://a.example{path}")) for path in paths}) == 4


@pytest.mark.parametrize("name", ["stra\u00dfe.de", "\u03c3\u03c2.gr", "ha\u200dbr.com"])
def test_a_name_that_means_two_sites_is_asked_for_in_plain_signs(name: str) -> None:
    with pytest.raises(NotAccepted):
        url_of(f"https://{name}/")
    assert url_of("https://xn--strae-oqa.de/").host == "xn--strae-oqa.de"


def test_a_link_that_is_too_long_once_it_is_spelled_out_is_no_link() -> None:
    assert url_of("https://a.example/" + "я" * 300).target.startswith("/%D1%8F")
    with pytest.raises(NotAccepted):
        url_of("https://a.example/" + "я" * 400)


def test_the_order_of_a_query_makes_no_other_page() -> None:
    one, other = (url_of(f"https://a.example/?{query}") for query in ("b=2&a=1", "a=1&b=2"))
    assert same_page(one) == same_page(other)


def test_a_host_that_is_no_more_than_two_labels_keeps_them() -> None:
    assert same_page(url_of("https://m.example/a")) == "m.example/a"
