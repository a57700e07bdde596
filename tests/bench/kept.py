"""A part of docs/benchmarks.md that another command wrote: each command keeps the others' parts."""

from __future__ import annotations

import re

BEGIN = "<!-- begin: {name} -->"
END = "<!-- end: {name} -->"


def with_part(document: str, name: str, part: str) -> str:
    """Give the document with the part in the place of the one of that name, or at its end."""
    begin, end = BEGIN.format(name=name), END.format(name=name)
    whole = f"{begin}\n{part.strip()}\n{end}"
    left, opened, rest = document.partition(begin)
    if not opened:
        return f"{document.rstrip()}\n\n{whole}\n"
    return f"{left}{whole}{rest.partition(end)[2]}"


def parts(document: str) -> dict[str, str]:
    """Give every kept part by its name."""
    found = re.findall(r"<!-- begin: ([\w-]+) -->\n(.*?)\n<!-- end: \1 -->", document, re.DOTALL)
    return dict(found)
