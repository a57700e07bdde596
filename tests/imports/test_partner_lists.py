"""Partners taken in from lists as 1C and Excel save them: whole, or not at all."""

from __future__ import annotations

import itertools
from contextlib import nullcontext, suppress
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from openpyxl import Workbook

from cofund.cli import partners
from cofund.errors import EntryConflict, Forbidden, NotAccepted
from cofund.files.written import load_seed
from cofund.imports.cells import LEVELS, Wrong, amount_of, inn_of, kpp_of, yes_or_no
from cofund.imports.listing import ListRefused, read_listing
from cofund.imports.partners import read_partners
from cofund.imports.rows import ListTerms
from cofund.models.claim import Level
from cofund.models.imports import ImportPlan, PartnerColumn, RowProblemName
from cofund.models.ledger import FundKey
from cofund.money import Money
from cofund.pages.catalogues import page_texts
from cofund.steps.managing.importing import plan_partners, take_in
from cofund.steps.seeding import seed
from samples.world import PARTNERS
from tests.builders.companies import INTEGRATOR, MASTERSKAYA, NEBYLITSYN, VETER, VYMYSEL
from tests.builders.reads import roubles
from tests.cli.commands import SAMPLES, cofund
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.office import FakeOffice

EXPORT_OF_1C = f"""Отчёт по контрагентам;;;;;
Период: 2026 год;;;;;
;;;;;
Код контрагента;Контрагент;ИНН;КПП;Статус партнёра;Оборот, руб.
ERP-1037;{INTEGRATOR.name};{INTEGRATOR.tax_id};{INTEGRATOR.kpp};Платиновый;26 000 000,50
ERP-1052;{VYMYSEL.name};{VYMYSEL.tax_id};{VYMYSEL.kpp};Серебряный;7 000 000,00
;Итого;;;;33 000 000,50
"""


@pytest.fixture
def office() -> FakeOffice:
    """An office with the samples' partners and people."""
    seeded = FakeOffice()
    seed(load_seed(SAMPLES / "seed.yaml"), password="Try-Cofund-here-1", office=seeded)
    return seeded


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A list as 1C saves it for Windows."""
    path = tmp_path / "partners.csv"
    path.write_bytes(EXPORT_OF_1C.encode("cp1251"))
    return path


def plan(path: Path, office: FakeOffice, *, creates: bool = False) -> ImportPlan:
    return plan_partners(path, programme="it-vendor", creates=creates, office=office)


def a_list(folder: Path, *rows: str) -> Path:
    """Write a list with the heads of all columns that a new partner needs."""
    path = folder / "list.csv"
    heads = "ИНН;КПП;Наименование;Уровень;Оборот;Вычет НДС;Код;Домены"
    path.write_text("\n".join((heads, *rows)), encoding="utf-8")
    return path


def test_an_export_of_1c_changes_what_it_says_and_nothing_else(
    export: Path, office: FakeOffice
) -> None:
    planned = plan(export, office)
    assert planned.problems == ()
    assert planned.unchanged == 1
    (change,) = planned.changes
    assert change.row == 5
    assert change.old is not None
    assert change.new == change.old.model_copy(
        update={"level": "platinum", "turnover": roubles("26000000.50")}
    )


def test_looking_at_a_list_writes_nothing(export: Path, office: FakeOffice) -> None:
    before = office.directory.partner("integrator")
    plan(export, office)
    assert office.directory.partner("integrator") == before


def test_a_list_taken_in_twice_changes_nothing_the_second_time(
    export: Path, office: FakeOffice
) -> None:
    take_in(plan(export, office), by="maria", office=office)
    assert office.directory.partner("integrator").level == "platinum"
    again = plan(export, office)
    assert (again.changes, again.unchanged) == ((), 2)


def test_excel_keeps_its_numbers_and_loses_no_leading_zero(
    tmp_path: Path, office: FakeOffice
) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["ИНН", "КПП", "Оборот"])
    sheet.append([int(INTEGRATOR.tax_id), int(INTEGRATOR.kpp), 1234.1 * 3])
    book.save(tmp_path / "list.xlsx")
    (change,) = plan(tmp_path / "list.xlsx", office).changes
    assert (change.new.kpp, change.new.turnover) == (INTEGRATOR.kpp, roubles("3702.30"))


def test_a_list_with_one_wrong_row_is_taken_in_not_at_all(
    tmp_path: Path, office: FakeOffice
) -> None:
    wrong_inn = f"{INTEGRATOR.tax_id[:-1]}8"
    path = a_list(
        tmp_path,
        f"{VYMYSEL.tax_id};;Южный Вымысел;золотой;9 000 000,00;нет;ERP-1052;",
        f"{wrong_inn};;Примерный Интегратор;золотой;1;да;ERP-1;",
    )
    planned = plan(path, office)
    assert [(p.row, p.column, p.problem) for p in planned.problems] == [(3, "inn", "not_an_inn")]
    with pytest.raises(NotAccepted):
        take_in(planned, by="maria", office=office)
    assert office.directory.partner("yuzhny-vymysel").level == "silver"


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (";;Без ИНН;золотой;1;да;E;", "inn", "missing"),
        (f"{VETER.tax_id};12;Ветер;золотой;1;да;E;", "kpp", "not_a_kpp"),
        (f"{NEBYLITSYN.tax_id};770001001;ИП;золотой;1;да;E;", "kpp", "kpp_of_a_person"),
        (f"{VETER.tax_id};;Ветер;бронза;1;да;E;", "level", "not_a_level"),
        (f"{VETER.tax_id};;Ветер;золотой;много;да;E;", "turnover", "not_an_amount"),
        (f"{VETER.tax_id};;Ветер;золотой;1,234;да;E;", "turnover", "too_precise"),
        (f"{VETER.tax_id};;Ветер;золотой;-5;да;E;", "turnover", "below_zero"),
        (f"{VETER.tax_id};;Ветер;золотой;{10**15};да;E;", "turnover", "too_large"),
        (f"{VETER.tax_id};;Ветер;золотой;1;может быть;E;", "deducts_vat", "not_yes_or_no"),
        (f"{VETER.tax_id};;Ветер;золотой;1;да;E;vse@", "email_domains", "not_a_domain"),
        (f"{VETER.tax_id};;{'В' * 201};золотой;1;да;E;", "name", "too_long"),
        (f"{VETER.tax_id};;Ветер;золотой;;да;E;", "turnover", "new_partner_lacks"),
    ],
)
def test_a_problem_names_its_row_and_column(
    tmp_path: Path, office: FakeOffice, row: str, column: PartnerColumn, problem: RowProblemName
) -> None:
    planned = plan(a_list(tmp_path, row), office, creates=True)
    assert [(p.row, p.column, p.problem) for p in planned.problems] == [(2, column, problem)]


def test_an_unknown_partner_is_created_only_when_asked_for(
    tmp_path: Path, office: FakeOffice
) -> None:
    path = a_list(
        tmp_path,
        f"{VETER.tax_id};{VETER.kpp};{VETER.name};золотой;16 000 000;да;ERP-9;veter.example",
    )
    (unknown,) = plan(path, office).problems
    assert (unknown.row, unknown.problem) == (2, "unknown_partner")
    take_in(plan(path, office, creates=True), by="maria", office=office)
    created = office.directory.partner_of_inn(VETER.tax_id)
    assert created is not None
    assert (created.name, created.level, created.turnover) == (
        VETER.name,
        "gold",
        roubles("16000000"),
    )
    assert VETER.tax_id not in created.partner_id
    assert plan(path, office).unchanged == 1


def test_a_partner_stands_in_a_list_once(tmp_path: Path, office: FakeOffice) -> None:
    row = f"{VETER.tax_id};;Ветер;золотой;1;да;E;"
    (twice,) = plan(a_list(tmp_path, row, row), office, creates=True).problems
    assert (twice.row, twice.problem) == (3, "listed_twice")


def test_only_a_manager_takes_lists_in(export: Path, office: FakeOffice) -> None:
    with pytest.raises(Forbidden):
        take_in(plan(export, office), by="fyodor", office=office)


def test_two_imports_give_one_inn_to_one_partner(tmp_path: Path, office: FakeOffice) -> None:
    path = a_list(tmp_path, f"{VETER.tax_id};;Ветер;золотой;1;да;E;")
    first, second = (plan(path, office, creates=True) for _ in range(2))
    take_in(first, by="maria", office=office)
    with pytest.raises(EntryConflict):
        take_in(second, by="maria", office=office)


@pytest.mark.parametrize(
    "content",
    [b"", b"a;b\n1;2\n", "ИНН\n7715300037\n".encode(), "ИНН;ИНН;Код\n1;2;3\n".encode()],
)
def test_a_file_without_a_list_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(NotAccepted):
        read_listing(path)


def test_what_stands_behind_the_total_is_no_partner(tmp_path: Path) -> None:
    path = a_list(tmp_path, f"{VETER.tax_id};;Ветер;золотой;1;да;E;", ";;Всего;;1;;;", "1;;x;;;;;")
    terms = ListTerms(currency="RUB", each=None, last_year="2025")
    read = read_partners(read_listing(path), terms)
    assert [row.inn for row in read.listed] == [VETER.tax_id]
    assert read.problems == ()


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1 234 567,89", 123_456_789),
        ("1\u00a0234\u00a0567,89", 123_456_789),
        ("1\u202f234\u202f567,89", 123_456_789),
        ("1\u2009234\u2009567,89\u00a0₽", 123_456_789),
        ("1.234.567,89", 123_456_789),
        ("1,234,567.89 руб.", 123_456_789),
        ("1234567", 123_456_700),
        ("3702.2999999999997", 370_230),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_accountants_write_them(text: str, minor: int) -> None:
    assert amount_of(text, "RUB") == Money(amount_minor=minor, currency="RUB")


def test_a_fraction_of_a_kopeck_is_no_binary_noise() -> None:
    assert amount_of("1234.56789012", "RUB") == Wrong("not_an_amount")


def test_numbers_with_lost_zeros_come_back_only_where_they_fit() -> None:
    with_zero = "0200000015"
    assert inn_of(with_zero[1:]) == inn_of(with_zero) == with_zero
    assert inn_of(f"{with_zero[1:-1]}{9 - int(with_zero[-1])}") == Wrong("not_an_inn")
    assert inn_of(MASTERSKAYA.tax_id) == MASTERSKAYA.tax_id
    assert inn_of("12345") == Wrong("not_an_inn")
    assert kpp_of("27801001", inn=MASTERSKAYA.tax_id) == "027801001"


def test_yes_and_no_have_many_names() -> None:
    assert (yes_or_no("Да"), yes_or_no("НЕТ"), yes_or_no("?")) == (
        True,
        False,
        Wrong("not_yes_or_no"),
    )


def test_every_level_problem_and_column_has_its_words() -> None:
    assert set(LEVELS.values()) == set(get_args(Level))
    for locale in ("ru", "en"):
        texts = page_texts(locale)
        assert all(texts.gettext(f"import.problem.{one}") for one in get_args(RowProblemName))
        assert all(texts.gettext(f"import.field.{one}") for one in get_args(PartnerColumn))


def test_the_command_looks_first_and_takes_in_when_told(
    export: Path, office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partners, "find_office", lambda: office)
    looked = cofund("partners", "import", export, "--language", "ru")
    assert looked.status == 0
    assert "Оборот: 18 000 000,00 ₽ → 26 000 000,50 ₽" in looked.out.replace("\u00a0", " ")
    assert "Начислим 125 000,00 ₽" in looked.out.replace("\u00a0", " ")
    assert "0 новых, 1 изменён, 1 без изменений, 0 ошибок. Ничего не записано" in looked.out
    assert office.directory.partner("integrator").level == "gold"
    taken = cofund("partners", "import", export, "--apply", "--by", "maria")
    assert "Taken in." in taken.out
    fund = FundKey(programme="it-vendor", partner="integrator", period="2026Q4")
    assert office.ledger.balance(fund).accrued == roubles("260000")
    assert office.directory.partner("integrator").level == "platinum"


def test_the_command_names_wrong_rows_and_fails(
    tmp_path: Path, office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partners, "find_office", lambda: office)
    path = a_list(tmp_path, "123;;Ветер;золотой;1;да;E;")
    ran = cofund("partners", "import", path, "--apply", "--by", "maria")
    assert ran.status == 1
    assert "Check the INN" in ran.out
    (row,) = cofund("partners", "import", path, "--json").rows
    assert (row["taken_in"], row["problems"][0]["row"]) == (False, 2)


@pytest.mark.parametrize(
    ("content", "language", "said"),
    [
        ("ИНН;Контрагент;Партнёр\n1;2;3\n", "ru", "об одном и том же: «Контрагент» и «Партнёр»"),
        ("ИНН;Контрагент;Партнёр\n1;2;3\n", "en", "say the same: “Контрагент” and “Партнёр”"),
        ("нет списка", "ru", "сохраните файл как «Книга Excel (.xlsx)»"),
    ],
)
def test_the_command_says_why_a_file_is_no_list_in_the_language_asked_for(
    tmp_path: Path,
    office: FakeOffice,
    monkeypatch: pytest.MonkeyPatch,
    content: str,
    language: str,
    said: str,
) -> None:
    monkeypatch.setattr(partners, "find_office", lambda: office)
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    ran = cofund("partners", "import", path, "--language", language)
    assert ran.status == 2
    assert said in ran.err


@pytest.mark.parametrize("name", ["", "no-such.csv"])
def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    for command in (("partners", "import"), ("orders", "catalogue", "import")):
        ran = cofund(*command, tmp_path / name)
        assert ran.status == 2
        assert "Invalid value" in ran.err


def test_the_command_names_the_columns_that_it_does_not_know(
    tmp_path: Path, office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partners, "find_office", lambda: office)
    path = tmp_path / "list.csv"
    path.write_text(f"ИНН;Менеджер;Штат\n{INTEGRATOR.tax_id};А;7\n", encoding="utf-8")
    ran = cofund("partners", "import", path, "--language", "ru")
    assert "не знаем и не читаем: «Менеджер»." in ran.out


def test_the_samples_partners_are_known_by_their_inns(office: FakeOffice) -> None:
    for one in PARTNERS:
        known = office.directory.partner_of_inn(one.company.tax_id)
        assert known is not None
        assert known.partner_id == one.partner_id


def test_a_list_says_how_many_people_a_partner_employs_and_where(
    tmp_path: Path, office: FakeOffice
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        f"ИНН;Количество сотрудников;Регион\n{INTEGRATOR.tax_id};1 200;Moscow\n", encoding="utf-8"
    )
    (change,) = plan(path, office).changes
    assert (change.new.staff, change.new.region) == (1200, "moscow")


@pytest.mark.parametrize(
    ("head", "cell", "column", "problem"),
    [
        ("Количество сотрудников", "около ста", "staff", "not_a_count"),
        ("Штат", "-1", "staff", "not_a_count"),
        ("Регион", "Северо-Запад", "region", "not_a_region"),
    ],
)
def test_staff_and_region_are_read_exactly_or_not_at_all(
    tmp_path: Path,
    office: FakeOffice,
    head: str,
    cell: str,
    column: PartnerColumn,
    problem: RowProblemName,
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"ИНН;{head}\n{INTEGRATOR.tax_id};{cell}\n", encoding="utf-8")
    (wrong,) = plan(path, office).problems
    assert (wrong.row, wrong.column, wrong.problem, wrong.text) == (2, column, problem, cell)


class TestTurnoverByPeriod:
    """Lists of a programme that grants shares of each month's turnover."""

    @pytest.fixture
    def office(self, office: FakeOffice) -> FakeOffice:
        """The office, one partner of which takes part in such a programme."""
        partner = office.directory.partner("integrator")
        office.directory.add_partner(partner.model_copy(update={"programme": "distributor-bonus"}))
        return office

    def planned(self, text: str, folder: Path, office: FakeOffice) -> ImportPlan:
        path = folder / "list.csv"
        path.write_bytes(text.encode("cp1251"))
        return plan_partners(path, programme="distributor-bonus", creates=False, office=office)

    def test_each_column_is_the_turnover_of_the_month_that_its_head_names(
        self, tmp_path: Path, office: FakeOffice
    ) -> None:
        text = (
            "Отчёт о продажах;;;\nПартнёр;ИНН;Оборот за сентябрь 2026 г., руб.;Октябрь 2026\n"
            f"{INTEGRATOR.name};{INTEGRATOR.tax_id};1 000,50;2\u00a0000,00\n"
        )
        planned = self.planned(text, tmp_path, office)
        (change,) = planned.changes
        said = {one.period: (one.old, one.new) for one in change.turnovers}
        nothing = roubles("0")
        assert said == {
            "2026M09": (nothing, roubles("1000.50")),
            "2026M10": (nothing, roubles("2000")),
        }
        assert change.old is not None
        assert change.new.turnover == change.old.turnover
        take_in(planned, by="maria", office=office)
        stands = office.directory.turnover("integrator", "2026M10", "RUB")
        assert stands == roubles("2000")
        assert self.planned(text, tmp_path, office).unchanged == 1
        corrected = self.planned(text.replace("2\u00a0000", "1\u00a0900"), tmp_path, office)
        ((only,),) = (one.turnovers for one in corrected.changes)
        assert (only.period, only.old, only.new) == ("2026M10", stands, roubles("1900"))

    def test_periods_may_stand_in_rows_of_their_own(
        self, tmp_path: Path, office: FakeOffice
    ) -> None:
        row = f"{INTEGRATOR.tax_id};%s;%s\n"
        text = "ИНН;Период;Оборот\n" + row % ("09.2026", "10") + row % ("Октябрь 2026", "20")
        (change,) = self.planned(text, tmp_path, office).changes
        assert [(one.period, one.new) for one in change.turnovers] == [
            ("2026M09", roubles("10")),
            ("2026M10", roubles("20")),
        ]
        (twice,) = self.planned(text + row % ("2026-09", "30"), tmp_path, office).problems
        assert (twice.row, twice.problem) == (4, "listed_twice")

    @pytest.mark.parametrize("stood", ["0", "5"])
    @pytest.mark.parametrize("between", [None, "7"])
    def test_another_lists_turnover_is_never_written_over(
        self, tmp_path: Path, office: FakeOffice, stood: str, between: str | None
    ) -> None:
        directory = office.directory
        if stood != "0":
            directory.set_turnover("integrator", "2026M10", roubles(stood))
        planned = self.planned(f"ИНН;10.2026\n{INTEGRATOR.tax_id};6\n", tmp_path, office)
        items = FaultyItems(office.items)
        if between is not None:
            other = roubles(between)
            items.before_the_write(lambda: directory.set_turnover("integrator", "2026M10", other))
        crashing = FakeOffice(items=items, ids=office.ids)
        with pytest.raises(EntryConflict) if between else nullcontext():
            take_in(planned, by="maria", office=crashing)
        stands = directory.turnover("integrator", "2026M10", "RUB")
        assert stands == roubles(between or "6")

    def test_turnover_that_another_list_changed_since_is_a_conflict(
        self, tmp_path: Path, office: FakeOffice
    ) -> None:
        planned = self.planned(f"ИНН;10.2026\n{INTEGRATOR.tax_id};6\n", tmp_path, office)
        office.directory.set_turnover("integrator", "2026M10", roubles("7"))
        with pytest.raises(EntryConflict):
            take_in(planned, by="maria", office=office)
        office.directory.set_turnover("integrator", "2026M10", roubles("6"))
        take_in(planned, by="maria", office=office)
        assert office.directory.turnover("integrator", "2026M10", "RUB") == roubles("6")

    def test_last_years_turnover_stands_with_the_partner(
        self, tmp_path: Path, office: FakeOffice
    ) -> None:
        text = f"ИНН;Оборот 2025;2026M01\n{INTEGRATOR.tax_id};30 000 000;5\n"
        (change,) = self.planned(text, tmp_path, office).changes
        assert change.new.turnover == roubles("30000000")
        assert [one.period for one in change.turnovers] == ["2026M01"]

    @pytest.mark.parametrize(
        ("text", "row", "problem"),
        [
            ("ИНН;Оборот за октябрь\n{inn};1\n", 1, "not_a_period"),
            ("ИНН;Оборот 10.26\n{inn};1\n", 1, "not_a_period"),
            ("ИНН;Оборот 3 кв. 2026\n{inn};1\n", 1, "period_not_counted"),
            ("ИНН;Оборот 2024 год\n{inn};1\n", 1, "period_not_counted"),
            ("ИНН;Период;Оборот\n{inn};;1\n", 2, "period_missing"),
            ("ИНН;Период;Оборот\n{inn};10.26;1\n", 2, "not_a_period"),
            ("ИНН;Октябрь 2026\n{inn};много\n", 2, "not_an_amount"),
            (
                "ИНН;Период;Оборот;Уровень\n{inn};09.2026;1;золотой\n{inn};10.2026;1;серебряный\n",
                3,
                "said_differently",
            ),
        ],
    )
    def test_what_is_unclear_of_a_period_is_named_with_its_row(
        self, tmp_path: Path, office: FakeOffice, text: str, row: int, problem: RowProblemName
    ) -> None:
        planned = self.planned(text.format(inn=INTEGRATOR.tax_id), tmp_path, office)
        assert [(p.row, p.problem) for p in planned.problems] == [(row, problem)]
        assert not planned.applicable

    def test_excel_keeps_months_as_dates(self, tmp_path: Path, office: FakeOffice) -> None:
        book = Workbook()
        sheet = book.active
        sheet.append(["ИНН", date(2026, 9, 1), date(2026, 10, 1)])
        sheet.append([int(INTEGRATOR.tax_id), 10.5, 20])
        book.save(tmp_path / "list.xlsx")
        (change,) = plan_partners(
            tmp_path / "list.xlsx", programme="distributor-bonus", creates=False, office=office
        ).changes
        assert [(one.period, one.new) for one in change.turnovers] == [
            ("2026M09", roubles("10.50")),
            ("2026M10", roubles("20")),
        ]


def test_a_programme_that_counts_no_periods_says_so(tmp_path: Path, office: FakeOffice) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"ИНН;Октябрь 2026\n{INTEGRATOR.tax_id};1\n", encoding="utf-8")
    (wrong,) = plan(path, office).problems
    assert (wrong.row, wrong.text, wrong.problem) == (1, "Октябрь 2026", "period_not_counted")


def test_a_list_that_may_be_longer_than_what_was_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("ИНН;Код\n" + ";\n" * 10_300, encoding="utf-8")
    with pytest.raises(ListRefused) as refused:
        read_listing(path)
    assert refused.value.why == "too_many_rows"


def test_a_new_partner_stands_whole_or_not_at_all_after_a_crash(
    tmp_path: Path, office: FakeOffice
) -> None:
    rows = [
        f"{one.tax_id};;{one.name};золотой;16 000 000;да;ERP-9;" for one in (VETER, MASTERSKAYA)
    ]
    path = a_list(tmp_path, *rows)
    faults: tuple[Fault, ...] = ("killed_before", "killed_after")
    for written, fault in itertools.product(range(4), faults):
        items = FaultyItems(office.items)
        crashing = FakeOffice(items=items, ids=office.ids)
        items.faults.extend(["none"] * written + [fault])
        with suppress(Killed):
            take_in(plan(path, crashing, creates=True), by="maria", office=crashing)
    take_in(plan(path, office, creates=True), by="maria", office=office)
    assert plan(path, office).unchanged == 2
    assert len(office.directory.partners()) == len(PARTNERS) + 2


def test_two_lists_at_one_moment_lose_nothing_of_each_other(
    export: Path, tmp_path: Path, office: FakeOffice
) -> None:
    looked = plan(export, office)
    path = tmp_path / "staff.csv"
    path.write_text(f"ИНН;Штат\n{INTEGRATOR.tax_id};120\n", encoding="utf-8")
    take_in(plan(path, office), by="maria", office=office)
    with pytest.raises(EntryConflict):
        take_in(looked, by="maria", office=office)
    assert office.directory.partner("integrator").staff == 120
    take_in(plan(export, office), by="maria", office=office)
    both = office.directory.partner("integrator")
    assert (both.staff, both.level) == (120, "platinum")


def test_a_list_that_comes_in_between_is_noticed_at_the_last_moment(
    export: Path, office: FakeOffice
) -> None:
    items = FaultyItems(office.items)
    meanwhile = office.directory.partner("integrator").model_copy(update={"staff": 120})
    looked = plan(export, office)
    items.before_the_write(lambda: office.directory.add_partner(meanwhile))
    with pytest.raises(EntryConflict):
        take_in(looked, by="maria", office=FakeOffice(items=items, ids=office.ids))
    assert office.directory.partner("integrator") == meanwhile
