"""docs/rules.md says what the code does."""

from __future__ import annotations

from cofund.rules import RULES
from infra.rules_table import PAGE, WRITING, page_with, table, writing_page


def test_the_table_in_the_docs_is_the_codes() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == page_with(table()), "run: python -m infra.rules_table"


def test_every_rule_has_its_row() -> None:
    rows = table().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [rule.name for rule in RULES]
    assert all(row.count(" | ") == 4 for row in rows)


def test_the_page_on_writing_programmes_has_an_effect_for_every_rule() -> None:
    written = WRITING.read_text(encoding="utf-8")
    assert written == writing_page(), "run: python -m infra.rules_table"
