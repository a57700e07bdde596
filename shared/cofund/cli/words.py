"""The command line's own words, in the language that was asked for: catalogue "cli"."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal

from cofund.models.claim import Locale
from cofund.pages.catalogues import catalogue


def said(msgid: str, locale: Locale, **params: str) -> str:
    """Give a text of the command line, its placeholders filled."""
    return catalogue("cli", locale).gettext(msgid).format(**params)


def counted(msgid: str, count: int, locale: Locale) -> str:
    """Give a text that depends on a count, which fills the placeholder ``count``."""
    return catalogue("cli", locale).ngettext(msgid, msgid, count).format(count=count)


def seconds(duration: float, locale: Locale) -> str:
    """Give a duration with its unit, to a hundredth of a second."""
    figure = format_decimal(Decimal(f"{duration:.2f}"), "0.00", locale=locale)
    return said("seconds", locale, figure=figure)
