"""Filling a template: a page, or a mail of three parts."""

from __future__ import annotations

import re

from cofund.models.base import Model
from cofund.models.claim import Locale
from cofund.pages.views.mails import Rendered

MAX_SUBJECT = 200


def filled(template: str, view: Model, locale: Locale) -> str:
    """Fill a template; the engine for it is imported by the first, most functions fill none."""
    from cofund.pages.rendering import render

    return render(template, view, locale)


def mail_of(name: str, view: Model, locale: Locale) -> Rendered:
    """Fill the templates of a mail: subject, text and HTML."""
    subject = " ".join(filled(f"mail/{name}.subject.txt", view, locale).split())
    text = re.sub(r"\n{3,}", "\n\n", filled(f"mail/{name}.txt", view, locale))
    return Rendered(
        subject=subject[:MAX_SUBJECT],
        text=text,
        html=filled(f"mail/{name}.html", view, locale),
    )
