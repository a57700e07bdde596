"""A form with a file in it: what the browser sent is what arrives, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cofund.errors import NotAccepted
from cofund.sent_file import MOST_PARTS, SentForm, sent_form
from cofund.web import Visit
from tests.manager.sending import BOUNDARY, CONTENT_TYPE, form_of

LINE_ENDS = st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b"--", b"\0", b"a", b"\xff"]))


def sent(body: bytes, content_type: str = CONTENT_TYPE) -> SentForm:
    visit = Visit("POST", "/manage/import", headers={"content-type": content_type}, body=body)
    return sent_form(visit, file="file")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | LINE_ENDS.map(b"".join))
def test_a_file_arrives_byte_for_byte(content: bytes) -> None:
    form = sent(form_of(content, csrf="ключ"))
    assert (form.content, form.fields) == (content, {"csrf": "ключ"})


def test_a_file_keeps_its_name_without_what_could_mislead() -> None:
    form = sent(form_of(b"x", csrf="k", file_name="обороты\u202exslx.csv"))
    assert form.file_name == "оборотыxslx.csv"


def test_a_form_without_a_chosen_file_has_none() -> None:
    assert sent(form_of(b"", csrf="k", file_name="")) == SentForm({"csrf": "k"}, "", b"")


def test_a_form_of_countless_parts_is_refused() -> None:
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
    with pytest.raises(NotAccepted):
        sent(f"{part * (MOST_PARTS + 1)}--{BOUNDARY}--\r\n".encode())


def test_a_file_that_is_a_form_itself_is_refused() -> None:
    inner = form_of(b"x", csrf="k").replace(
        b"application/octet-stream", b"multipart/mixed; boundary=in"
    )
    with pytest.raises(NotAccepted):
        sent(inner)
