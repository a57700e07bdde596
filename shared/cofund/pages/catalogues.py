"""The texts in Russian and English: gettext catalogues, loaded once.

Four domains: ``pages`` (names, pages, mails), ``rules`` (one text per rule and message), ``terms``
(a programme's terms) and ``cli`` (the command line). A text that is missing is our bug and
crashes; tests hold both languages complete.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal, NoReturn

from cofund.errors import Misconfigured
from cofund.models.claim import Locale

Domain = Literal["pages", "rules", "terms", "cli"]

LOCALE_DIR = Path(__file__).parent / "locale"


class _Untranslated(NullTranslations):
    """Ends the search for a text: there is none."""

    def gettext(self, message: str) -> NoReturn:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        raise KeyError(msgid1, msgid2, n)


@cache
def catalogue(domain: Domain, locale: Locale) -> GNUTranslations:
    """Give the texts of one domain in one language.

    Raises:
        Misconfigured: the catalogue was not compiled.
    """
    path = LOCALE_DIR / locale / "LC_MESSAGES" / f"{domain}.mo"
    if not path.is_file():
        raise Misconfigured(f"{path.name} ({locale}) is missing: run infra/compile_catalogues.sh")
    with path.open("rb") as file:
        translations = GNUTranslations(file)
    translations.add_fallback(_Untranslated())
    return translations


def text(msgid: str, locale: Locale, **params: str) -> str:
    """Give a text of the pages, its placeholders filled."""
    return catalogue("pages", locale).gettext(msgid).format(**params)


def counted(msgid: str, count: int, locale: Locale, **params: str) -> str:
    """Give a text that depends on a count, which fills the placeholder ``count``."""
    wording = catalogue("pages", locale).ngettext(msgid, msgid, abs(count))
    return wording.format(count=count, **params)
