"""Sending documents: many at once with the script, one by one without it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.site import DOCUMENTS, UPLOADED, UPLOADS, Site, Storage


def a_file(name: str, content: bytes = b"%PDF-1.7 contents") -> FilePayload:
    """Give a file to choose."""
    return {"name": name, "mimeType": "", "buffer": content}


@pytest.fixture
def documents(page: Page, site: Site) -> Page:
    """Give the opened documents page."""
    page.goto(site.origin + DOCUMENTS)
    return page


@pytest.fixture
def without_script(browser: Browser, site: Site) -> Iterator[Page]:
    """Give the documents page in a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.origin + DOCUMENTS)
    yield page
    context.close()


def choose(page: Page, *files: FilePayload) -> None:
    """Choose files in the form."""
    page.locator("#files").set_input_files(list(files))


def test_several_files_go_straight_to_storage_and_appear_in_the_list(
    documents: Page, site: Site, storage: Storage
) -> None:
    choose(documents, a_file("Счёт 118.pdf"), a_file("act.pdf"), a_file("Участники.csv", b"a;b"))
    documents.get_by_role("button", name="Send the files").click()
    expect(documents.get_by_role("status")).to_have_text("All files were sent.")
    expect(documents.locator(".document")).to_have_count(3)
    expect(documents.locator(".upload")).to_have_count(0)
    asked = [json.loads(one.body) for one in site.posts(UPLOADS)]
    assert {one["kind"] for one in asked} == {"invoice", "act", "participant_list"}
    assert {one["content_type"] for one in asked} == {"application/pdf", "text/csv"}
    assert {one.headers["x-csrf"] for one in site.posts(UPLOADS)} == {"form-key"}
    bodies = [one.body for one in storage.posts("/bucket")]
    assert len(bodies) == 3
    for body in bodies:
        assert body.index(b'name="key"') < body.index(b'name="policy"') < body.index(b'name="file"')


def test_the_kind_is_guessed_from_the_name_or_left_open(documents: Page) -> None:
    kinds = {
        "Счёт на оплату № 5.pdf": "invoice",
        "Invoice_2026.PDF": "invoice",
        "Акт выполненных работ.pdf": "act",
        "УПД 77.pdf": "upd",
        "платёжка.pdf": "payment_order",
        "Список участников.csv": "participant_list",
        "Отчёт о мероприятии.pdf": "event_report",
        "контакты.pdf": "",
        "scan0001.pdf": "",
    }
    choose(documents, *(a_file(file_name) for file_name in kinds))
    guessed = [select.input_value() for select in documents.locator(".upload select").all()]
    assert guessed == list(kinds.values())


def test_a_kind_that_is_open_has_to_be_chosen_first(documents: Page, site: Site) -> None:
    choose(documents, a_file("scan0001.pdf"))
    documents.get_by_role("button", name="Send the files").click()
    expect(documents.locator(".upload-state")).to_have_text("Choose the kind of document first.")
    assert site.posts(UPLOADS) == []
    documents.get_by_label("Kind of document: scan0001.pdf").select_option("act")
    documents.get_by_role("button", name="Send the files").click()
    expect(documents.locator(".document")).to_have_count(1)


def test_a_failed_file_is_sent_again_on_a_click(documents: Page, storage: Storage) -> None:
    storage.failures = 1
    choose(documents, a_file("act.pdf"))
    documents.get_by_role("button", name="Send the files").click()
    expect(documents.locator(".upload-state")).to_have_text("could not be sent")
    expect(documents.get_by_role("status")).to_contain_text("Some files were not sent.")
    documents.get_by_role("button", name="Try again").click()
    expect(documents.locator(".upload")).to_have_count(0)
    assert len(storage.posts("/bucket")) == 2


def test_a_lost_connection_is_said_and_mended_on_a_click(documents: Page, storage: Storage) -> None:
    documents.context.set_offline(True)
    choose(documents, a_file("act.pdf"))
    documents.get_by_role("button", name="Send the files").click()
    expect(documents.locator(".upload-state")).to_contain_text("No connection.")
    documents.context.set_offline(False)
    documents.get_by_role("button", name="Try again").click()
    expect(documents.locator(".upload")).to_have_count(0)
    assert len(storage.posts("/bucket")) == 1


def test_a_refusal_is_said_in_words(documents: Page, site: Site, storage: Storage) -> None:
    site.refuse_tickets = "too_many"
    choose(documents, a_file("act.pdf"))
    documents.get_by_role("button", name="Send the files").click()
    expect(documents.locator(".upload-state")).to_have_text("No more documents can be added.")
    assert storage.posts("/bucket") == []


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (a_file("setup.exe"), "Files of this type are not accepted."),
        (a_file("empty.pdf", b""), "This file is empty."),
    ],
)
def test_a_file_that_would_be_refused_is_not_sent(
    documents: Page, site: Site, file: FilePayload, reason: str
) -> None:
    choose(documents, file)
    expect(documents.locator(".upload-state")).to_have_text(reason)
    documents.get_by_role("button", name="Send the files").click()
    expect(documents.get_by_role("status")).to_contain_text("Some files were not sent.")
    assert site.posts(UPLOADS) == []


def test_a_file_above_the_limit_is_not_sent(documents: Page, site: Site, tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as sparse:
        sparse.truncate(15 * 1024 * 1024 + 1)
    documents.locator("#files").set_input_files(large)
    expect(documents.locator(".upload-state")).to_have_text("This file is too large.")
    assert site.posts(UPLOADS) == []


def test_a_file_can_be_taken_out_before_it_is_sent(documents: Page) -> None:
    choose(documents, a_file("act.pdf"))
    documents.get_by_role("button", name="Do not send act.pdf").click()
    expect(documents.locator(".upload")).to_have_count(0)
    expect(documents.locator("#send-all")).to_be_hidden()


def test_files_can_be_dropped_on_the_page(documents: Page) -> None:
    documents.evaluate(
        """() => {
            const dropped = new DataTransfer();
            dropped.items.add(new File(["%PDF"], "act.pdf"));
            const event = new DragEvent("drop", { dataTransfer: dropped, bubbles: true });
            document.querySelector(".drop-zone").dispatchEvent(event);
        }"""
    )
    expect(documents.locator(".upload .file-name")).to_have_text("act.pdf")


def test_a_hostile_file_name_stays_a_name(documents: Page) -> None:
    choose(documents, a_file("<img src=x onerror=alert(1)>\u202efdp.pdf"))
    expect(documents.locator(".upload img")).to_have_count(0)
    expect(documents.locator(".upload .file-name")).to_contain_text("<img src=x")
    assert "\u202e" not in (documents.locator(".upload .file-name").text_content() or "")


def test_progress_is_told_to_those_who_do_not_see_it(documents: Page) -> None:
    choose(documents, a_file("act.pdf"))
    progress = documents.locator(".upload progress")
    assert progress.get_attribute("aria-label") == "Progress of act.pdf"
    assert documents.locator(".upload-status").get_attribute("role") == "status"


def test_without_script_one_file_after_another_can_be_sent(
    without_script: Page, site: Site, storage: Storage
) -> None:
    page = without_script
    storage.redirect_to = f"{site.origin}{UPLOADED}?key=c%2F1%2Fd4"
    expect(page.locator("#upload")).to_be_hidden()
    page.get_by_label("What is it?").select_option("act")
    page.get_by_label("Type of file").select_option("application/pdf")
    page.get_by_role("button", name="Continue to the file").click()
    assert site.posts(UPLOADS)[0].body == (b"csrf=form-key&kind=act&content_type=application%2Fpdf")
    page.get_by_label("File", exact=True).set_input_files([a_file("akt.pdf")])
    page.get_by_role("button", name="Send the file").click()
    page.wait_for_url(f"{site.origin}{UPLOADED}*")
    body = storage.posts("/bucket")[0].body
    assert body.index(b'name="policy"') < body.index(b'filename="akt.pdf"')
