"""A Russian company's legal form in whatever letters it stands: Latin ones, zeros of scans."""

from __future__ import annotations

import re

FORMS = frozenset({"ООО", "АО", "ПАО", "ЗАО", "ОАО", "НАО", "АНО", "НКО", "НПО", "ОДО"})
LOOK_ALIKES = str.maketrans("OoA0PH3K", "ООАОРНЗК")
BEGINNING = re.compile(r"^(?P<form>[\wОоA-Za-z03]{2,3})(?=\s*[«\"“„'‹<])")
"""What stands before a name in quotation marks."""


def with_legal_form(name: str) -> str:
    """Give a company's name with its legal form in Cyrillic letters: "000 «А»" is "ООО «А»".

    A name that begins with anything else stays as it is.
    """
    begins = BEGINNING.match(name)
    form = begins["form"].translate(LOOK_ALIKES) if begins else ""
    return form + name[len(form) :] if form in FORMS else name
