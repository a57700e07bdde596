"""A manager takes a list in from the page: looked at, taken in whole, the funds follow."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from cofund.books.import_book import ImportBook
from cofund.models.ledger import FundKey, Reserve
from cofund.models.standing import Balance
from cofund.money import Money
from cofund.steps.managing import sent_lists
from tests.builders.claim_files import a_partner
from tests.builders.claims import an_office, other_partner
from tests.builders.companies import VETER
from tests.builders.hostile.office import lying_zip_xlsx, sparse_xlsx
from tests.builders.reads import roubles
from tests.fakes.clock import FakeClock
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.office import FakeOffice
from tests.manager.sending import CONTENT_TYPE, digest_on, form_of, send_list, take_in
from tests.security.browser import ORIGIN, Browser, everything

PARTNER = a_partner()
FUND = FundKey(programme="it-vendor", partner=PARTNER.partner_id, period="2026Q3")
RICHER = f"ИНН;Оборот\n{PARTNER.inn};27 000 000,00\n".encode("cp1251")
NEW = (
    "ИНН;КПП;Наименование;Уровень;Оборот;Вычет НДС;Код\n"
    f"{VETER.tax_id};{VETER.kpp};{VETER.name};золотой;16 000 000;да;ERP-9\n"
).encode()


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


@pytest.fixture
def manager(office: FakeOffice) -> Browser:
    return Browser(office, "marina")


def test_a_list_is_shown_before_anything_of_it_is_written(
    manager: Browser, office: FakeOffice
) -> None:
    before = everything(office)
    sent = send_list(manager, RICHER)
    assert sent.status == 303
    shown = manager.get(sent.location)
    assert "список.csv" in shown.body
    assert "18\u00a0000\u00a0000,00\u00a0₽" in shown.body
    assert "27\u00a0000\u00a0000,00\u00a0₽" in shown.body
    assert "Марина" in shown.body
    assert everything(office) == before


def test_what_was_shown_is_taken_in_and_the_funds_follow(
    manager: Browser, office: FakeOffice
) -> None:
    sent = send_list(manager, RICHER)
    taken = take_in(manager, sent.location)
    assert taken.location == f"{sent.location}?notice=list_taken"
    assert office.directory.partner(PARTNER.partner_id).turnover == roubles(27_000_000)
    granted = [one for one in office.ledger.postings(FUND) if one.actor == "keep_funds"]
    assert len(granted) == 1
    page = manager.get(taken.location)
    assert "Список принят" in page.body
    (note,) = ImportBook(office.items).notes()
    assert (note.by, note.changes, note.at) == ("marina", 1, office.clock())
    assert sent.location in manager.get("/manage/import").body


def test_the_button_pressed_twice_takes_the_list_in_once(
    manager: Browser, office: FakeOffice
) -> None:
    sent = send_list(manager, RICHER)
    digest = digest_on(manager.get(sent.location))
    assert manager.post(sent.location, {"digest": digest}).status == 303
    after = everything(office)
    assert manager.post(sent.location, {"digest": digest}).status == 303
    assert everything(office) == after


def test_what_has_changed_since_it_was_shown_is_shown_again(
    manager: Browser, office: FakeOffice
) -> None:
    sent = send_list(manager, RICHER)
    digest = digest_on(manager.get(sent.location))
    office.directory.add_partner(PARTNER.model_copy(update={"turnover": roubles(5)}))
    again = manager.post(sent.location, {"digest": digest})
    assert again.location == f"{sent.location}?notice=list_changed"
    assert office.directory.partner(PARTNER.partner_id).turnover == roubles(5)
    assert "посмотрите ещё раз" in manager.get(again.location).body


def test_unknown_partners_are_offered_to_be_created(manager: Browser, office: FakeOffice) -> None:
    sent = send_list(manager, NEW)
    shown = manager.get(sent.location)
    assert f'href="{sent.location}?create=yes"' in shown.body
    assert 'name="digest"' not in shown.body
    created = take_in(manager, f"{sent.location}?create=yes")
    assert "list_taken" in created.location
    partner = office.directory.partner_of_inn(VETER.tax_id)
    assert partner is not None
    assert partner.name == VETER.name
    fund = FUND.model_copy(update={"partner": partner.partner_id})
    assert office.ledger.balance(fund).accrued > roubles(0)


@pytest.mark.parametrize(
    ("language", "said"),
    [("ru", "Проверьте ИНН: контрольные цифры не сходятся"), ("en", "Check the INN")],
)
def test_wrong_rows_are_named_in_both_languages_and_nothing_can_be_taken_in(
    manager: Browser, language: str, said: str
) -> None:
    sent = send_list(manager, f"ИНН;Оборот\n{PARTNER.inn};1\n7700000000;2\n".encode())
    shown = manager.get(sent.location, **{"accept-language": language})
    assert said in shown.body
    assert ("Строка 3" if language == "ru" else "Row 3") in shown.body
    assert 'name="digest"' not in shown.body
    assert "notice=list_changed" in manager.post(sent.location, {"digest": "0"}).location


def test_a_list_with_mistakes_is_refused_even_with_its_digest(
    manager: Browser, office: FakeOffice
) -> None:
    sent = send_list(manager, f"ИНН;Оборот\n{PARTNER.inn};1\n7700000000;2\n".encode())
    stored = sent_lists.stored_list(sent.location.rpartition("/")[2], office=office)
    plan = sent_lists.plan_stored(stored, creates=None, office=office)
    before = everything(office)
    assert manager.post(sent.location, {"digest": sent_lists.digest_of(plan)}).status == 400
    assert everything(office) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Выберите файл"),
        (b"hello", "нет таблицы с графой"),
        ("ИНН;Код;Код\n1;2;3\n".encode(), "говорят об одном и том же: «Код» и «Код»"),
        ("ИНН;Код\n".encode() + b"7;2\n" * 501, "до 500 строк"),
        ("ИНН;Код\n".encode() + b"1;2\n" * 11_000, "больше 10 000 строк"),
        (b"1;2\n" * 300_000, "до 1\u00a0МБ"),
        (lying_zip_xlsx(), "Файл не удалось прочитать"),
        (sparse_xlsx(), "Файл не удалось прочитать"),
    ],
    ids=[
        "nothing",
        "no table",
        "twice",
        "501 rows",
        "11000 rows",
        "1.2 MB",
        "zip bomb",
        "wide sheet",
    ],
)
def test_a_file_that_is_no_list_or_a_hostile_one_ends_with_a_sentence(
    manager: Browser, office: FakeOffice, content: bytes, said: str
) -> None:
    before = everything(office)
    got = send_list(manager, content)
    assert got.status == 400
    assert said in got.body
    assert everything(office) == before


def test_words_of_a_list_stay_words(manager: Browser) -> None:
    name = '=HYPERLINK("http://evil.example")<script>alert(1)</script>'
    quoted = name.replace('"', '""')
    content = f'ИНН;Наименование\n{PARTNER.inn};"{quoted}"\n'.encode()
    shown = manager.get(send_list(manager, content, file_name="a<b>.csv").location)
    assert "<script>" not in shown.body
    assert "&lt;script&gt;" in shown.body
    assert "a&lt;b&gt;.csv" in shown.body


@pytest.mark.parametrize("fault", ["killed_before", "killed_after"])
@pytest.mark.parametrize("written", range(6))
def test_an_import_that_was_killed_is_finished_by_pressing_again(
    office: FakeOffice, written: int, fault: Fault
) -> None:
    manager = Browser(office, "marina")
    address = send_list(manager, RICHER).location
    stored = sent_lists.stored_list(address.rpartition("/")[2], office=office)
    plan = sent_lists.plan_stored(stored, creates=None, office=office)
    items = FaultyItems(office.items)
    dying = FakeOffice(items=items, clock=office.clock)
    items.faults.extend(["none"] * written + [fault])
    with suppress(Killed):  # a write that was refused is not the one that kills
        sent_lists.take_stored(
            stored, plan, shown=sent_lists.digest_of(plan), by="marina", office=dying
        )
    shown = manager.get(address)
    if 'name="digest"' in shown.body:
        take_in(manager, address)
    else:
        manager.post(f"{address}/keep")
    assert office.directory.partner(PARTNER.partner_id).turnover == roubles(27_000_000)


class TickingClock(FakeClock):
    """Moves on by five seconds whenever it is looked at."""

    def __call__(self) -> datetime:
        """Give a moment, five seconds after the one before."""
        self.move(timedelta(seconds=5))
        return super().__call__()


def test_what_a_page_has_no_time_for_is_gone_on_with(manager: Browser, office: FakeOffice) -> None:
    rows = [f"{one.inn};27 000 000" for one in (PARTNER, other_partner())]
    address = send_list(manager, "\n".join(("ИНН;Оборот", *rows)).encode()).location
    stored = sent_lists.stored_list(address.rpartition("/")[2], office=office)
    plan = sent_lists.plan_stored(stored, creates=None, office=office)
    hurried = FakeOffice(items=office.items, clock=TickingClock(office.clock()))
    hurried.files = office.files
    digest = sent_lists.digest_of(plan)
    sent_lists.take_stored(stored, plan, shown=digest, by="marina", office=hurried)
    assert "Фонды ещё 1 партнёра" in manager.get(address).body
    assert manager.post(f"{address}/keep").location == f"{address}?notice=funds_kept"
    assert "Пересчитаны фонды 2 партнёров" in manager.get(address).body
    assert f"{address}/keep" not in manager.get(address).body


def test_money_that_is_set_aside_is_said_to_be_short_before_and_after(
    manager: Browser, office: FakeOffice
) -> None:
    take_in(manager, send_list(manager, RICHER).location)
    standing = office.ledger.balance(FUND)
    spend_all_but(roubles(1), standing, office)
    address = send_list(manager, f"ИНН;Оборот\n{PARTNER.inn};1 000\n".encode()).location
    assert "Не хватает" in manager.get(address).body
    taken = take_in(manager, address)
    assert "надо было списать обратно" in manager.get(taken.location).body
    (mail,) = office.mailer.sent
    assert mail.to == "marina@vendor.example"
    assert PARTNER.name in mail.text
    assert mail.subject == "1 сумма не проведена: список «список.csv»"
    assert "загрузка: Марина" in mail.text
    assert f"{ORIGIN}{address}" in mail.text
    manager.post(f"{address}/keep")
    assert len(office.mailer.sent) == 1
    assert office.ledger.balance(FUND).accrued == standing.accrued


def spend_all_but(left: Money, standing: Balance, office: FakeOffice) -> None:
    """Reserve what is available, but for a little."""
    office.ledger.post(
        Reserve(
            fund=FUND,
            actor="seed",
            reason="approved",
            at=office.clock(),
            programme_version="2026.1",
            application="big-dinner",
            amount=standing.available - left,
        )
    )


PAGES = (
    "/manage",
    "/manage/import",
    "/manage/import/id-1",
    f"/manage/partners/{PARTNER.partner_id}",
    f"/manage/funds/{PARTNER.partner_id}/2026Q3",
    f"/manage/funds/{PARTNER.partner_id}/2026Q3/journal.csv",
)


@pytest.mark.parametrize("login", ["anna", "boris", "rita", "fedor", "oleg"])
@pytest.mark.parametrize("path", PAGES)
def test_the_managers_pages_are_there_for_managers_only(
    office: FakeOffice, login: str, path: str
) -> None:
    assert Browser(office, login).get(path).status == 404


@pytest.mark.parametrize("path", PAGES)
def test_without_a_session_managers_sign_in_first(office: FakeOffice, path: str) -> None:
    got = Browser(office).get(path)
    assert got.status == 303
    assert got.location.startswith("/sign-in")


@pytest.mark.parametrize("login", ["anna", "rita", "fedor"])
def test_nobody_else_sends_a_list_or_takes_one_in(office: FakeOffice, login: str) -> None:
    address = send_list(Browser(office, "marina"), RICHER).location
    browser, before = Browser(office, login), office.directory.partner(PARTNER.partner_id)
    assert send_list(browser, RICHER).status == 404
    assert browser.post(address, {"digest": "0"}).status == 404
    assert browser.post(f"{address}/keep").status == 404
    assert office.directory.partner(PARTNER.partner_id) == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
    ],
)
def test_a_list_from_another_site_is_refused(
    manager: Browser, office: FakeOffice, headers: dict[str, str]
) -> None:
    before = everything(office)
    body = form_of(RICHER, csrf=manager.form_key)
    sent = headers | {"content-type": CONTENT_TYPE}
    assert manager.send("POST", "/manage/import", headers=sent, body=body).status == 403
    address = send_list(manager, RICHER).location
    shown = {"digest": digest_on(manager.get(address))}
    assert manager.post(address, shown | {"csrf": "another"}).status == 403
    assert everything(office) == before


def test_a_list_with_another_sessions_key_is_refused(manager: Browser) -> None:
    headers = {"origin": ORIGIN, "content-type": CONTENT_TYPE}
    body = form_of(RICHER, csrf="another")
    assert manager.send("POST", "/manage/import", headers=headers, body=body).status == 403


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"file=x"),
        ("multipart/form-data", b"--x--"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\n--y--"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nno end"),
        (
            CONTENT_TYPE,
            form_of(b"x", csrf="y").replace(
                b"octet-stream", b"x\r\nContent-Transfer-Encoding: base64"
            ),
        ),
    ],
)
def test_a_malformed_form_is_refused(manager: Browser, content_type: str, body: bytes) -> None:
    headers = {"origin": ORIGIN, "content-type": content_type}
    assert manager.send("POST", "/manage/import", headers=headers, body=body).status == 400


@pytest.mark.parametrize("sent", ["no-such", "..%2F..", "%00", "x" * 3_000])
def test_a_list_that_is_not_there_is_not_found(manager: Browser, sent: str) -> None:
    assert manager.get(f"/manage/import/{sent}").status == 404
    assert manager.post(f"/manage/import/{sent}", {"digest": "0"}).status == 404
