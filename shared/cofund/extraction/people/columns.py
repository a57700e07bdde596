"""Which column of a table holds what: by its heads, or else by what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cofund.extraction.layout.tables import Row
from cofund.extraction.people import looks
from cofund.extraction.people.entries import whole
from cofund.extraction.people.heads import Column, are_heads, meanings_of

Columns = Mapping[int, tuple[Column, ...]]
"""What each column holds; a column of two meanings has both."""

HEADS_WITHIN = 25
MOST_HEAD_ROWS = 3
SAMPLE_ROWS = 300
SHARE = 0.6
FEWEST = 2


def heads_of(rows: Sequence[Row]) -> tuple[Columns, int, int] | None:
    """Give the columns by a table's first heads, the row that they begin at and the one below.

    Heads over heads are one: of a column the lowest row that says what it holds counts.
    """
    for start, row in enumerate(rows[:HEADS_WITHIN]):
        for count in range(1, MOST_HEAD_ROWS + 1):
            block = rows[start : start + count]
            if len(block) == count and _is_block(block):
                return _lowest(rows, start, count)
        if _is_person(row):
            return None
    return None


def _is_block(block: Sequence[Row]) -> bool:
    """Heads in one row, or in two where each is one of heads and they are heads together."""
    if len(block) == 1:
        return is_heads(block[0])
    each_speaks = all(any(_meanings(row)) for row in block)
    return each_speaks and are_heads(list(_columns(block).values()))


def _lowest(rows: Sequence[Row], start: int, count: int) -> tuple[Columns, int, int]:
    """The heads' rows below the first ones, as long as they say what columns hold."""
    end = start + count
    while end < min(len(rows), start + MOST_HEAD_ROWS) and _goes_on(rows[end]):
        end += 1
    return _columns(rows[start:end]), start, end


def _goes_on(row: Row) -> bool:
    texts = texts_of(row)
    meant = [text for text in texts if meanings_of(text)]
    return len(texts) >= FEWEST and len(meant) == len(texts) and not _is_person(row)


def _is_person(row: Row) -> bool:
    """Whether somebody stands in a row: an address, a phone, a name that is no head."""
    texts = [text for text in texts_of(row) if not meanings_of(text)]
    return any("@" in text or looks.is_phone(text) or looks.has_patronymic(text) for text in texts)


def _columns(block: Sequence[Row]) -> dict[int, tuple[Column, ...]]:
    columns: dict[int, tuple[Column, ...]] = {}
    for row in block:
        for cell in row.cells:
            meanings = meanings_of(cell.text)
            for column in range(cell.column, cell.until) if meanings else ():
                columns[column] = meanings
    return columns


def _meanings(row: Row) -> list[tuple[Column, ...]]:
    return [meanings_of(cell.text) for cell in row.cells if cell.text]


def texts_of(row: Row) -> list[str]:
    """Give what stands in a row's cells, empty ones left out."""
    return [cell.text for cell in row.cells if cell.text]


def is_heads(row: Row) -> bool:
    """Whether a row repeats heads: most of its cells are some, and nobody stands in it."""
    meanings = _meanings(row)
    mostly = 2 * sum(map(bool, meanings)) > len(meanings)
    return mostly and are_heads(meanings) and not _is_person(row)


def sides_of(columns: Columns) -> list[Columns]:
    """Give the columns of each of two lists side by side; of one list, its own."""
    names = [at for at in sorted(columns) if columns[at][0] in ("name", "surname")]
    if len(names) < 2 or columns[names[0]] != columns[names[1]]:
        return [columns]
    before = min(columns)
    shift = min(
        (at for at in columns if at > names[0] and columns[at] == columns[before]), default=0
    )
    step = (shift or names[1]) - before
    starts = [before + step * side for side in range(len(names))]
    ends = [*starts[1:], max(columns) + 1]
    return [
        {at: columns[at] for at in columns if start <= at < end}
        for start, end in zip(starts, ends, strict=True)
    ]


def completed(columns: Columns, rows: Sequence[Row]) -> Columns:
    """Give the columns with those that no head names, or names wrongly, known by their contents."""
    contents = _contents(rows)
    found = {at: _corrected(meanings, contents.get(at, [])) for at, meanings in columns.items()}
    taken = {meaning for meanings in found.values() for meaning in meanings}
    for at, texts in sorted(contents.items()):
        if at not in found:
            meaning = _by_shape(texts)
            if meaning and meaning not in taken:
                found[at] = (meaning,)
                taken.add(meaning)
    return found


def _corrected(meanings: tuple[Column, ...], texts: Sequence[str]) -> tuple[Column, ...]:
    """Phones and addresses look like nothing else: where the head says otherwise they are right."""
    if meanings not in (("email",), ("phone",)) or not texts:
        return meanings
    shape = _by_shape(texts)
    return (shape,) if shape in ("email", "phone") else meanings


def _by_shape(texts: Sequence[str]) -> Column | None:
    shapes: tuple[tuple[Column, Callable[[str], bool]], ...] = (
        ("email", lambda text: looks.is_email(whole("email", text))),
        ("phone", lambda text: looks.is_phone(whole("phone", text))),
    )
    return next((name for name, fits in shapes if _share(texts, fits) >= SHARE), None)


def by_contents(rows: Sequence[Row]) -> Columns | None:
    """Give the columns of a table without heads; None when nothing in it looks like people."""
    contents = _contents(rows)
    found: dict[int, tuple[Column, ...]] = {}
    for at, texts in sorted(contents.items()):
        shape = _by_shape(texts)
        if shape and (shape,) not in found.values():
            found[at] = (shape,)
        elif not found and len(texts) >= FEWEST and _share(texts, looks.is_number) >= 0.9:
            found[at] = ("number",)
    names = _names({at: texts for at, texts in contents.items() if at not in found})
    found.update(names)
    rest = {at: texts for at, texts in contents.items() if at not in found}
    found.update(_words(rest))
    return found if names and len(found) >= FEWEST else None


def _names(contents: Mapping[int, Sequence[str]]) -> dict[int, tuple[Column, ...]]:
    """The column that most looks like names, else three that together do."""
    shares = {at: _share(texts, _is_name) for at, texts in contents.items()}
    patronymics = {at: _share(texts, looks.has_patronymic) for at, texts in contents.items()}
    best = max(shares, key=lambda at: (patronymics[at], shares[at], -at), default=None)
    if best is not None and shares[best] >= SHARE:
        return {best: ("name",)}
    fathers = [at for at, texts in contents.items() if _share(texts, _is_patronymic) >= SHARE]
    if fathers and {fathers[0] - 1, fathers[0] - 2} <= set(contents):
        at = fathers[0]
        return {at - 2: ("surname",), at - 1: ("given",), at: ("patronymic",)}
    return {}


def _is_name(text: str) -> bool:
    return looks.is_name(whole("name", text))


def _is_patronymic(text: str) -> bool:
    return " " not in text and len(text) > 4 and bool(looks.PATRONYMIC.search(text))


def _words(contents: Mapping[int, Sequence[str]]) -> dict[int, tuple[Column, ...]]:
    """Companies and positions: the columns that look most like them."""
    companies = {at: _share(texts, looks.is_company) for at, texts in contents.items()}
    positions = {at: _share(texts, looks.is_position) for at, texts in contents.items()}
    found: dict[int, tuple[Column, ...]] = {}
    company = max(companies, key=lambda at: companies[at] - positions[at], default=None)
    if company is not None and companies[company] >= 0.4:
        found[company] = ("company",)
    left = {at: share for at, share in positions.items() if at not in found}
    position = max(left, key=left.__getitem__, default=None)
    if position is not None and left[position] >= 0.4:
        found[position] = ("position",)
    return found


def _contents(rows: Sequence[Row]) -> dict[int, list[str]]:
    """What stands in each column, group titles left out."""
    contents: dict[int, list[str]] = {}
    for row in rows[:SAMPLE_ROWS]:
        filled = [cell for cell in row.cells if cell.text]
        for cell in filled if len(filled) >= FEWEST else ():
            contents.setdefault(cell.column, []).append(cell.text)
    return contents


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, texts)) / len(texts) if texts else 0.0
