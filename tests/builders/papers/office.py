"""Office files whose bytes depend on their contents only: fixed times, fixed order."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (2026, 1, 1, 0, 0, 0)
TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def same_every_time(document: bytes) -> bytes:
    """Give an office file with its times set to the start of 2026."""
    target = BytesIO()
    with ZipFile(BytesIO(document)) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = TIMES.sub(rb"\g<1>2026-01-01T00:00:00Z", before.read(name))
            after.writestr(ZipInfo(name, EPOCH), part, ZIP_DEFLATED)
    return target.getvalue()
