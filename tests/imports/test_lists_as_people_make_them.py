"""Lists as people and programs make them: read right, or refused with what is wrong where."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from cofund.imports.heads import heads_at
from cofund.imports.listing import ListRefused, read_listing
from cofund.imports.partners import read_partners
from cofund.imports.rows import ListTerms
from cofund.models.imports import ListedPartner, ListRead, RowProblemName
from tests.builders.companies import INTEGRATOR, VETER, VYMYSEL
from tests.builders.reads import roubles

ONE, TWO, THREE = (one.tax_id for one in (INTEGRATOR, VYMYSEL, VETER))
KPP = INTEGRATOR.kpp
YEARLY = ListTerms(currency="RUB", each=None, last_year="2025")
MONTHLY = ListTerms(currency="RUB", each="month", last_year="2025")


def read(content: str | bytes, terms: ListTerms = YEARLY) -> ListRead:
    file = content.encode() if isinstance(content, str) else content
    return read_partners(read_listing(file), terms)


def listed(content: str | bytes, terms: ListTerms = YEARLY) -> tuple[ListedPartner, ...]:
    """Give what a list without problems says."""
    found = read(content, terms)
    assert found.problems == ()
    return found.listed


def book(*sheets: list[list[object]], hidden: bool = False) -> bytes:
    """Save a workbook, its further sheets hidden or not."""
    made = Workbook()
    for number, rows in enumerate(sheets):
        sheet = made.active if number == 0 else made.create_sheet()
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if hidden and number else "visible"
    saved = BytesIO()
    made.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [";", "\t"])
def test_whatever_encoding_and_separator_a_program_takes(encoding: str, mark: str) -> None:
    rows = (("ИНН", "Наименование", "Оборот"), (ONE, "ООО Ёлка", "1 234 567,89"))
    (row,) = listed("\r\n".join(mark.join(cells) for cells in rows).encode(encoding))
    assert (row.row, row.inn, row.name) == (2, ONE, "ООО Ёлка")
    assert row.turnover == roubles("1234567.89")


@pytest.mark.parametrize(
    ("cell", "inn", "kpp"),
    [
        (f"{ONE}/{KPP}", ONE, KPP),
        (f"{ONE} / ", ONE, None),
        (f"{ONE}\\{KPP}", ONE, KPP),
        (f"'{ONE}", ONE, None),
        (f"{ONE[:2]}\u00a0{ONE[2:]}\u202f", ONE, None),
        (f"\u200b{ONE}\ufeff", ONE, None),
    ],
)
def test_an_inn_is_read_whatever_stands_around_it(cell: str, inn: str, kpp: str | None) -> None:
    (row,) = listed(f"ИНН/КПП;Код\n{cell};1\n")
    assert (row.inn, row.kpp) == (inn, kpp)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("5 000 RUR", "5000"),
        ("₽ 5 000", "5000"),
        ("5 000,5 р", "5000.50"),
        ("12,345,678", "12345678"),
        ("1.234.567", "1234567"),
    ],
)
def test_an_amount_is_read_whatever_stands_around_it(cell: str, amount: str) -> None:
    (row,) = listed(f"ИНН\tОборот\n{ONE}\t{cell}\n")
    assert row.turnover == roubles(amount)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        *((below, "below_zero") for below in ("(5 000)", "−5 000", "–5000", "—5", "5 000,00-")),
        *((none, "not_an_amount") for none in ("-", "—", "н/д", "#Н/Д", "=1+1", "5 тыс.", "1e6")),
        ("1,234", "too_precise"),
    ],
)
def test_what_is_no_turnover_is_named_and_not_guessed(cell: str, problem: RowProblemName) -> None:
    (wrong,) = read(f"ИНН\tОборот\n{ONE}\t{cell}\n").problems
    assert (wrong.row, wrong.column, wrong.problem, wrong.text) == (2, "turnover", problem, cell)


def test_an_inn_that_excel_shortened_is_told_from_a_mistyped_one() -> None:
    found = read("ИНН;Код\n7,70708E+09;1\n7707083890;1\n")
    assert [one.problem for one in found.problems] == ["digits_lost", "not_an_inn"]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("Оборот, тыс. руб.", "not_in_units"),
        ("Выручка (млн ₽)", "not_in_units"),
        ("Turnover, thousand RUB", "not_in_units"),
        ("Оборот за 2025 год, тыс.", "not_in_units"),
        ("Оборот, USD", "other_currency"),
        ("Оборот в евро", "other_currency"),
    ],
)
def test_thousands_and_other_currencies_are_never_taken_for_roubles(
    head: str, problem: RowProblemName
) -> None:
    found = read(f"Отчёт;\nИНН;{head}\n{ONE};18\n")
    assert [(one.row, one.problem, one.text) for one in found.problems] == [(2, problem, head)]
    assert found.listed == ()


def test_a_unit_that_stands_above_the_heads_holds_for_the_list() -> None:
    (wrong,) = read(f"Отчёт;\nЕдиница измерения: тыс. руб.;\nИНН;Оборот\n{ONE};18\n").problems
    assert (wrong.row, wrong.problem) == (2, "not_in_units")
    assert listed(f"Партнёры от 15 млн;\nИНН;Оборот\n{ONE};18\n")[0].turnover == roubles(18)


@pytest.mark.parametrize(
    ("heads", "twice"),
    [
        ("ИНН;Оборот;Выручка за 2025 год", "Выручка за 2025 год"),
        ("ИНН;Оборот 2025;Выручка за 2025 год", "Выручка за 2025 год"),
        ("ИНН;Октябрь 2026;10.2026", "10.2026"),
    ],
)
def test_one_periods_turnover_in_two_columns_is_unclear(heads: str, twice: str) -> None:
    (wrong,) = read(f"{heads}\n{ONE};5;6\n", MONTHLY).problems
    assert (wrong.row, wrong.problem, wrong.text) == (1, "period_twice", twice)


def test_one_periods_turnover_in_a_row_and_a_column_is_unclear() -> None:
    text = f"ИНН;Период;Оборот;Октябрь 2026\n{ONE};10.2026;5;6\n{TWO};09.2026;5;6\n"
    found = read(text, MONTHLY)
    assert [(one.row, one.problem) for one in found.problems] == [(2, "period_twice")]
    assert [len(one.turnovers) for one in found.listed] == [2]


def test_a_row_without_its_last_cells_names_no_period() -> None:
    (wrong,) = read(f"ИНН;Оборот;Период\n{ONE};5\n", MONTHLY).problems
    assert (wrong.row, wrong.problem) == (2, "period_missing")


def test_heads_in_two_rows_name_the_periods_of_their_turnover() -> None:
    rows = [
        ["ИНН", "Контрагент", "Оборот, руб.", None, "Город"],
        [None, None, "Сентябрь 2026", "Октябрь 2026", None],
        [ONE, "А", 5, 6, "Тверь"],
    ]
    for content in (book(rows), "\n".join(";".join(map(str, row)) for row in rows)):
        cleaned = content if isinstance(content, bytes) else content.replace("None", "")
        (row,) = listed(cleaned, MONTHLY)
        assert [(one.period, one.turnover) for one in row.turnovers] == [
            ("2026M09", roubles(5)),
            ("2026M10", roubles(6)),
        ]
        assert (row.row, row.name, row.turnover) == (3, "А", None)


def test_a_month_without_its_year_below_a_head_is_unclear() -> None:
    (wrong,) = read(f"ИНН;Оборот;\n;Сентябрь;Октябрь 2026\n{ONE};5;6\n", MONTHLY).problems
    assert (wrong.row, wrong.problem, wrong.text) == (2, "not_a_period", "Оборот Сентябрь")


def test_a_row_below_the_heads_that_lost_its_inn_is_no_row_of_heads() -> None:
    (wrong,) = read(f"ИНН;Контрагент;Оборот\n;А;2026\n{ONE};Б;5\n").problems
    assert (wrong.row, wrong.column, wrong.problem) == (2, "inn", "missing")


def test_columns_that_are_numbered_and_heads_that_are_printed_again_are_no_rows() -> None:
    heads = "№;ИНН;Контрагент;Оборот"
    rows = listed(f"{heads}\n1;2;3;4\n1;{ONE};А;5\n{heads}\n2;{TWO};Б;6\n")
    assert [(one.row, one.inn) for one in rows] == [(3, ONE), (5, TWO)]


def test_totals_of_groups_end_no_list() -> None:
    text = (
        f"ИНН;Контрагент;Оборот\n{ONE};А;5\n;Итого по Москве;5\n{TWO};Б;6\n;Итого по Твери;6\n"
        ";Всего;11\nДиректор;Иван Образцов;\n"
    )
    assert [(one.row, one.inn) for one in listed(text)] == [(2, ONE), (4, TWO)]


def test_a_row_below_a_total_that_lost_its_inn_is_missed() -> None:
    (wrong,) = read(f"ИНН;Контрагент;Оборот\n{ONE};А;5\n;Итого;5\n;Б;6\n").problems
    assert (wrong.row, wrong.problem) == (4, "missing")


def test_a_partner_may_be_called_total() -> None:
    text = f"ИНН;Контрагент;Оборот\n{ONE};Total Solutions;5\n{TWO};Итого Плюс;6\n{THREE};В;7\n"
    assert [one.name for one in listed(text)] == ["Total Solutions", "Итого Плюс", "В"]


@pytest.mark.parametrize("content", [f"ИНН,Оборот\n{ONE},1234,56\n", f"ИНН;Код\n{ONE};1;56;\n"])
def test_a_number_that_a_separator_cut_in_two_is_noticed(content: str) -> None:
    (wrong,) = read(content).problems
    assert (wrong.row, wrong.column, wrong.problem, wrong.text) == (2, None, "cut_in_two", "56")


def test_a_note_beside_a_table_of_excel_is_left_alone() -> None:
    assert listed(book([["ИНН", "Оборот"], [ONE, 5, "позвонить"]]))[0].turnover == roubles(5)
    assert listed(f"ИНН;Оборот;\n{ONE};5;\n{TWO};6;;\n")[1].turnover == roubles(6)


def test_rows_that_an_open_quotation_mark_swallowed_are_noticed() -> None:
    (wrong,) = read(f'ИНН;Контрагент;Код\n{ONE};"ООО Ёлка;5\n{TWO};Б;6\n').problems
    assert (wrong.row, wrong.column, wrong.problem) == (2, None, "rows_run_together")


def test_a_name_stands_on_one_line_and_holds_nothing_unseen() -> None:
    (row,) = listed(f'ИНН;Контрагент\n{ONE};"ООО\u00a0\u202e«Ёлка»\n и\u00ad Ко"\n')
    assert row.name == "ООО «Ёлка» и Ко"


def test_columns_that_nobody_knows_are_named() -> None:
    found = read(f"№;ИНН;План продаж;Оборот;\n1;{ONE};7;5;\n")
    assert found.left_out == ("№", "План продаж")


@pytest.mark.parametrize(
    ("content", "why", "names"),
    [
        (
            f"ИНН;Контрагент;Полное наименование\n{ONE};А;Б\n",
            "head_twice",
            ("Контрагент", "Полное наименование"),
        ),
        (
            f"ИНН;Оборот с НДС;Оборот без НДС\n{ONE};5;6\n",
            "head_twice",
            ("Оборот с НДС", "Оборот без НДС"),
        ),
        (book([["ИНН", "Код"]], [["ИНН", "Оборот"]]), "several_lists", ("Sheet", "Sheet1")),
        ("ИНН;Код\n".encode("utf-16-le"), "unreadable", ()),
        ("<html><table><tr><td>ИНН</td></tr></table></html>", "unreadable", ()),
        ("ИНН;Код\n1;\0\n", "unreadable", ()),
        (b"x" * 5_000_000, "unreadable", ()),
        (b"%PDF-1.4\n1 0 obj\n", "unreadable", ()),
    ],
)
def test_what_is_no_list_or_several_says_which_is_meant(
    content: str | bytes, why: str, names: tuple[str, ...]
) -> None:
    with pytest.raises(ListRefused) as refused:
        read(content)
    assert (refused.value.why, refused.value.names) == (why, names)
    assert all(name in str(refused.value) for name in names)


def test_an_error_and_an_uncounted_formula_are_not_taken_for_nothing() -> None:
    rows: list[list[object]] = [["ИНН", "Оборот"], [ONE, "=6*7"], [TWO, "#N/A"], [THREE, 5]]
    found = read(book(rows))
    assert [(one.row, one.problem, one.text) for one in found.problems] == [
        (2, "not_an_amount", "=6*7"),
        (3, "not_an_amount", "#N/A"),
    ]
    assert [one.turnover for one in found.listed] == [roubles(5)]


def test_a_hidden_sheet_and_one_without_a_list_are_left_out() -> None:
    rows: list[list[object]] = [["ИНН", "Код"], [ONE, "1"]]
    assert [one.inn for one in listed(book(rows, rows, hidden=True))] == [ONE]
    assert [one.inn for one in listed(book([["Отчёт за 2025"]], rows))] == [ONE]


def test_a_table_may_begin_anywhere_on_its_sheet() -> None:
    rows: list[list[object]] = [[], [], [None, "ИНН", None, "Оборот"], [], [None, ONE, None, 5]]
    ((row,), found) = (listed(book(rows)), heads_at([("", "ИНН", "", "Код")], 0))
    assert (row.row, row.turnover) == (5, roubles(5))
    assert found is not None
    assert found.columns == {"inn": 1, "erp_number": 3}
