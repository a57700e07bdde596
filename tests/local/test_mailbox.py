"""The mailbox shows what was sent, and nothing in a mail can act on the page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from email.message import EmailMessage
from typing import Any

import pytest
from werkzeug.test import Client

from infra.local.mail_text import Piece, pieces
from infra.local.mailbox import Mail, Mailbox
from infra.local.own_pages import OwnPages


def sent(*contents: dict[str, Any], **request: Any) -> Mailbox:
    mailbox = Mailbox()
    for number, content in enumerate(contents):
        mailbox.keep(
            str(number), {"Content": content, "FromEmailAddress": "a@b.example", **request}
        )
    return mailbox


def simple(subject: str = "s", **body: str) -> dict[str, Any]:
    parts = {name: {"Data": text} for name, text in body.items()}
    return {"Simple": {"Subject": {"Data": subject}, "Body": parts}}


def page(mailbox: Mailbox) -> Client:
    def product(_environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"product"]

    return Client(OwnPages(mailbox, product))


def test_a_simple_mail_is_kept_whole() -> None:
    content = simple("Заявка", Text="текст", Html="<p>текст</p>")
    content["Simple"]["Headers"] = [{"Name": "X-Claim", "Value": "c1"}]
    destination = {"ToAddresses": ["o@p.example"], "CcAddresses": ["c@p.example"]}
    (mail,) = sent(content, Destination=destination, ConfigurationSetName="cofund").mails()
    assert (mail.subject, mail.text, mail.html) == ("Заявка", "текст", "<p>текст</p>")
    assert (mail.to, mail.cc) == (("o@p.example",), ("c@p.example",))
    assert mail.headers == {"X-Claim": "c1"}
    assert mail.configuration_set == "cofund"
    assert Mail.from_json(json.loads(json.dumps(mail.as_json()))) == mail


def test_a_raw_mail_is_read() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "o@p.example", "Сырое"
    message.set_content("текст\n")
    message.add_alternative("<p>текст</p>", subtype="html")
    (mail,) = sent({"Raw": {"Data": _base64(message.as_bytes())}}).mails()
    assert (mail.subject, mail.text.strip(), mail.to) == ("Сырое", "текст", ("o@p.example",))
    assert "<p>текст</p>" in mail.html


def _base64(raw: bytes) -> str:
    import base64

    return base64.b64encode(raw).decode()


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Откройте https://a.example/r/1?x=2.", ["https://a.example/r/1?x=2"]),
        (
            "(http://a.example/1), then http://a.example/2!",
            ["http://a.example/1", "http://a.example/2"],
        ),
        ("javascript:alert(1) ftp://a.example", []),
    ],
)
def test_addresses_in_a_text_become_links(text: str, targets: list[str]) -> None:
    (mail,) = sent(simple(Text=text)).mails()
    found = pieces(mail)
    assert [piece.target for piece in found if piece.target] == targets
    assert "".join(piece.text for piece in found) == text


def test_of_html_only_text_and_safe_links_are_shown() -> None:
    html = (
        "<style>p{}</style><p>See <a href='https://a.example/1'>here</a> or "
        "<a href='javascript:alert(1)'>there</a></p><script>alert(1)</script>"
    )
    (mail,) = sent(simple(Html=html)).mails()
    assert pieces(mail) == [
        Piece("\n"),
        Piece("See "),
        Piece("here ", target="https://a.example/1"),
        Piece("or "),
        Piece("there "),
    ]


def test_the_page_shows_the_newest_first_and_escapes_everything() -> None:
    mailbox = sent(simple("first", Text="1"), simple("<script>", Text="https://a.example/?a=1&b=2"))
    response = page(mailbox).get("/_local/")
    assert response.status_code == 200
    assert "<script>" not in response.text
    assert response.text.index("&lt;script&gt;") < response.text.index("first</h2>")
    assert '<a href="https://a.example/?a=1&amp;b=2" rel="noreferrer">' in response.text
    assert "script" not in response.headers["Content-Security-Policy"]


def test_the_mails_are_there_as_json() -> None:
    mailbox = sent(simple("first", Text="1"), simple("second", Text="2"))
    assert [mail["subject"] for mail in page(mailbox).get("/_local/mail.json").json] == [
        "second",
        "first",
    ]


def test_an_empty_mailbox_says_so() -> None:
    assert "Nothing was sent yet" in page(Mailbox()).get("/_local/").text


def test_other_paths_are_the_products() -> None:
    client = page(Mailbox())
    assert client.get("/claims").text == "product"
    assert client.get("/_local/style.css").mimetype == "text/css"
    assert client.get("/_local/other").status_code == 404
