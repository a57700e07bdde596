"""Pages that no paper looks like: interpreting them ends, and in an answer."""

from __future__ import annotations

import pytest

from cofund.extraction import interpret
from cofund.models.content import DocumentContent, PageContent, Ruling, Word
from cofund.models.evidence import Box

WORDS = (
    "один", "111", "a-", "Итого", "ИНН", "на", "сумму", "«", "Поставщик", "12.12.2026", "АКТ", "№",
    "от", "1.1.", "НДС", "Банк", "18:00", "Description", "Amount", "Qty", "ФИО", "E-mail",
)  # fmt: skip
COUNT = 6_000


def absurd(words: tuple[str, ...], *, on_one_line: bool) -> DocumentContent:
    """Give a crowded page under a net of ruling lines."""
    crowd = [
        Word(text=words[at % len(words)], box=_box(at % 100, 0 if on_one_line else at // 100))
        for at in range(COUNT)
    ]
    net = [Ruling(x0=0, top=2.6 * at, x1=600, bottom=2.6 * at) for at in range(300)]
    net += [Ruling(x0=2.6 * at, top=0, x1=2.6 * at, bottom=800) for at in range(300)]
    page = PageContent(
        number=1, width=600, height=800, words=crowd, rulings=net, engine="eyes", has_text=True
    )
    return DocumentContent(document_id="d-1", sniffed="pdf", pages=(page,), engine="eyes")


@pytest.mark.parametrize("words", [WORDS, ("один",), ("111",), ("1" * 100,), ("«",), ("ИНН",)])
@pytest.mark.parametrize("on_one_line", [True, False])
def test_a_page_of_nonsense_ends_in_an_extraction(
    words: tuple[str, ...], on_one_line: bool
) -> None:
    extraction = interpret(absurd(words, on_one_line=on_one_line))
    assert extraction.document_id == "d-1"
    assert getattr(extraction, "gross", None) is None or extraction.kind in ("act", "invoice")


def _box(column: int, row: int) -> Box:
    return Box(x0=6.0 * column, top=13.0 * row, x1=6.0 * column + 5, bottom=13.0 * row + 10)
