"""What managers meet on the whole installation: a real file from a real browser, looked at."""

from __future__ import annotations

from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.stack import Stack
from tests.browser.visitors import signed_in

LIST = (
    "Отчёт;;\nКонтрагент;ИНН;Оборот, руб.\n"
    "Интегратор;7715300037;27\u00a0000\u00a0000,00\nОн же;1;2\n"
)


def test_a_list_of_1c_is_looked_at_and_its_wrong_row_named(browser: Browser, stack: Stack) -> None:
    context = browser.new_context(locale="ru-RU", viewport={"width": 390, "height": 844})
    page = signed_in(context, stack, "maria", at="/manage")
    page.get_by_role("link", name="Загрузить партнёров и обороты").click()
    chosen: FilePayload = {
        "name": "обороты.csv",
        "mimeType": "text/csv",
        "buffer": LIST.encode("cp1251"),
    }
    page.get_by_label("Файл со списком").set_input_files(chosen)
    page.get_by_role("button", name="Посмотреть, что изменится").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Что изменит список")
    expect(page.locator("main")).to_contain_text("Строка 4, ИНН")
    expect(page.locator("main")).to_contain_text("обороты.csv")
    expect(page.locator("main")).to_contain_text("27\u00a0000\u00a0000,00\u00a0₽")
    expect(page.get_by_role("button", name="Принять список")).to_have_count(0)
    context.close()
