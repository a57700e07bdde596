"""Lines and participants out of a tool's tables: the header row names the columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from naive import amount_of

Cells = Sequence[str | None]
PEOPLE = {
    "name": ("фио", "ф.и.о", "участник", "фамилия", "name", "имя"),
    "company": ("компания", "организация", "company", "место работы"),
    "position": ("должность", "position", "title"),
    "email": ("mail", "почта"),
    "phone": ("телефон", "phone"),
}
LINES = {
    "description": ("товар", "наименование", "услуг", "работ", "description", "bezeichnung"),
    "quantity": ("кол", "qty", "quantity", "menge", "quantité"),
    "unit_price": ("цена", "price", "preis", "prix"),
    "amount": ("сумма", "стоимость", "amount", "betrag", "montant", "total"),
}
AMOUNTS = ("unit_price", "amount")


def rows_of(tables: Iterable[Sequence[Cells]]) -> dict[str, list[dict[str, str]]]:
    """Give participants and lines; a table continues with the columns of the one before."""
    people: list[dict[str, str]] = []
    lines: list[dict[str, str]] = []
    columns: dict[str, int] = {}
    target = people
    for table in tables:
        for cells in table:
            clean = [" ".join((cell or "").split()) for cell in cells]
            as_people, as_lines = _columns(clean, PEOPLE), _columns(clean, LINES)
            if max(len(as_people), len(as_lines)) >= 3:
                target = people if len(as_people) >= len(as_lines) else lines
                columns = as_people if target is people else as_lines
            elif columns:
                target.append(_row(clean, columns))
    return {"participants": people, "lines": lines}


def _columns(cells: Sequence[str], names: dict[str, tuple[str, ...]]) -> dict[str, int]:
    found = {}
    for name, words in names.items():
        for index, cell in enumerate(cells):
            if index not in found.values() and any(word in cell.lower() for word in words):
                found[name] = index
                break
    return found


def _row(cells: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    row = {name: cells[index] for name, index in columns.items() if index < len(cells)}
    for name in AMOUNTS:
        if row.get(name):
            row[name] = amount_of(row[name])
    if "quantity" in row:
        row["quantity"] = row["quantity"].replace(",", ".").replace(" ", "")
    return row
