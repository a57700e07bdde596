"""Every layout with the fields that it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tests.builders.lists import drawn, office
from tests.builders.lists.people import Listed

ALL = ("name", "company", "position", "email", "phone")


@dataclass(frozen=True)
class Layout:
    """What draws a list, and which fields of a person it prints."""

    draw: Callable[[Sequence[Listed]], bytes]
    fields: tuple[str, ...] = ALL


PRINTED: Mapping[str, Layout] = {
    "bordered": Layout(drawn.bordered),
    "borderless": Layout(drawn.borderless),
    "borderless middle": Layout(drawn.borderless_middle),
    "borderless tight": Layout(drawn.borderless_tight),
    "borderless heads once": Layout(drawn.borderless_heads_once),
    "striped": Layout(drawn.striped),
    "dark head": Layout(drawn.dark_head),
    "underlined": Layout(drawn.underlined),
    "boxed columns": Layout(drawn.boxed_columns),
    "merged companies": Layout(drawn.merged_companies),
    "without numbers": Layout(drawn.without_numbers),
    "without heads": Layout(drawn.without_heads),
    "without heads or lines": Layout(drawn.without_heads_or_lines),
    "other order": Layout(drawn.other_order),
    "names in three": Layout(drawn.names_in_three, ("name", "company", "phone")),
    "heads in two rows": Layout(drawn.heads_in_two_rows),
    "contacts in one": Layout(drawn.contacts_in_one),
    "narrow addresses": Layout(drawn.narrow_addresses),
    "name over position": Layout(drawn.name_over_position),
    "grouped with totals": Layout(drawn.grouped_with_totals),
    "companies as groups": Layout(drawn.companies_as_groups),
    "side by side": Layout(drawn.side_by_side, ("name", "company")),
    "side by side open": Layout(drawn.side_by_side_open, ("name", "company")),
    "signed": Layout(drawn.signed),
    "centred": Layout(drawn.centred),
    "numbered lines": Layout(drawn.numbered_lines, ("name", "company", "position", "phone")),
    "dashed lines": Layout(drawn.dashed_lines, ("name", "company", "position", "email")),
    "lines in two columns": Layout(drawn.lines_in_two_columns, ("name", "company")),
    "XLSX": Layout(office.sheet_of, ("name", "company", "position", "email")),
    "XLSX merged": Layout(office.sheet_with_merged_cells),
    "XLSX of two sheets": Layout(office.two_sheets, ("name", "company", "email")),
    "ODS without heads": Layout(office.open_sheet),
    "DOCX": Layout(office.text_document),
    "DOCX merged": Layout(office.merged_text_document),
    "DOCX list": Layout(office.listed_paragraphs, ("name", "company", "position")),
    "DOCX tabs": Layout(office.tabbed_paragraphs),
    "PPTX": Layout(office.slides, ("name", "company", "position")),
    "text in cp1251": Layout(office.plain_text, ("name", "company", "position")),
    **{
        f"CSV {encoding} {delimiter!r}": Layout(
            partial(office.separated, delimiter=delimiter, encoding=encoding)
        )
        for encoding, delimiter in (
            ("utf-8", ","),
            ("utf-8-sig", ";"),
            ("utf-16", "\t"),
            ("cp1251", "|"),
        )
    },
    "CSV without heads": Layout(
        partial(office.separated_without_heads, delimiter=",", encoding="utf-8")
    ),
}
