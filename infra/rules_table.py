"""Writes the rules into the docs: ``python -m infra.rules_table``.

The table of docs/rules.md comes from the code, the example's effects in docs/write-a-programme.md
from the shipped programme. A test fails where either is not what it should be.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from cofund.models.claim import Locale
from cofund.models.programme import Programme
from cofund.pages.catalogues import catalogue
from cofund.programme import shipped_programmes
from cofund.rules import RULES, Rule

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"
WRITING = PAGE.with_name("write-a-programme.md")
EFFECTS = re.compile(r"^  by_rule:\n(?P<effects>(?:    .*\n)+)", re.MULTILINE)
HEAD = ("Rule", "What it checks", "По-русски", "Where a failure leads", "Basis")
SHOWN = "it-vendor"


def table() -> str:
    """Give the table of all rules, as the shipped programme of the IT vendor sets them."""
    programme = next(one for one in shipped_programmes() if one.programme == SHOWN)
    rows = [HEAD, tuple("---" for _ in HEAD), *(_row(rule, programme) for rule in RULES)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def page_with(text: str) -> str:
    """Give the page with a table in the place of the last one."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


def writing_page() -> str:
    """Give the page on writing a programme with an effect for every rule that there is."""
    shipped = files("cofund") / "programs" / f"{SHOWN}.yaml"
    found = EFFECTS.search(shipped.read_text(encoding="utf-8"))
    assert found is not None, "the shipped programme has effects"
    block = found.group()
    return EFFECTS.sub(lambda _old: block, WRITING.read_text(encoding="utf-8"), count=1)


def _row(rule: Rule, programme: Programme) -> tuple[str, ...]:
    effect = next((e for name, e in programme.effects.by_rule.items() if name == rule.name), None)
    return (
        f"`{rule.name}`<br>{rule.family}",
        f"{_title(rule, 'en')}. {_first_line(rule)}",
        _title(rule, "ru"),
        "person looks" if effect is None else effect,
        rule.source(programme),
    )


def _title(rule: Rule, locale: Locale) -> str:
    return catalogue("rules", locale).gettext(f"{rule.name}.title")


def _first_line(rule: Rule) -> str:
    return " ".join(_paragraph(inspect.getdoc(rule.judge) or "")).replace("|", "\\|")


def _paragraph(documented: str) -> Iterator[str]:
    for line in documented.splitlines():
        if not line.strip():
            return
        yield line.strip()


if __name__ == "__main__":
    PAGE.write_text(page_with(table()), encoding="utf-8")
    WRITING.write_text(writing_page(), encoding="utf-8")
