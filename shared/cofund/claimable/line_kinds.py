"""What a line of an invoice is by its words: never refunded, or souvenirs."""

from __future__ import annotations

from cofund.lexicon import words_found
from cofund.models.extraction import LineRead
from cofund.models.programme import Programme
from cofund.models.terms import Category
from cofund.sure import sure_text


def category_of(programme: Programme, line: LineRead) -> Category | None:
    """Give the first category that is never refunded whose words the line holds."""
    text = sure_text(line.description)
    return next((c for c in programme.ineligible if words_found(c, text)), None)


def is_souvenir(programme: Programme, line: LineRead) -> bool:
    """Tell whether a line that may be refunded is souvenirs by its words."""
    if programme.souvenirs is None or category_of(programme, line) is not None:
        return False
    return bool(words_found(programme.souvenirs.goods, sure_text(line.description)))
