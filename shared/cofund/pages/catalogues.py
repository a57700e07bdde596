"""The texts in Russian and English: gettext catalogues, loaded once.

Three domains stand alone: ``rules`` (one text per rule and message), ``terms`` (what a programme
gives) and ``cli`` (the command line). Pages and mails find their words in all ``PAGE_DOMAINS``:
what all share in ``pages``, each area's own in a catalogue of its own. A text that is missing is
our bug and crashes; tests hold both languages complete.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal, NoReturn, get_args

from cofund.errors import Misconfigured
from cofund.models.claim import Locale
from cofund.pages import formats

PageDomain = Literal["pages", "activities", "points", "orders", "managing"]
PAGE_DOMAINS: tuple[PageDomain, ...] = get_args(PageDomain)
Domain = Literal[PageDomain, "rules", "terms", "cli"]

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
    translations = _loaded(domain, locale)
    translations.add_fallback(_Untranslated())
    return translations


@cache
def page_texts(locale: Locale) -> GNUTranslations:
    """Give the texts of all pages and mails in one language.

    Raises:
        Misconfigured: a catalogue was not compiled.
    """
    first, *others = (_loaded(domain, locale) for domain in PAGE_DOMAINS)
    for translations in (*others, _Untranslated()):
        first.add_fallback(translations)
    return first


def text(msgid: str, locale: Locale, **params: str) -> str:
    """Give a text of the pages, its placeholders filled."""
    return page_texts(locale).gettext(msgid).format(**params)


def counted(msgid: str, count: int, locale: Locale, **params: str) -> str:
    """Give a text that depends on a count, which fills the placeholder ``count``, grouped."""
    wording = page_texts(locale).ngettext(msgid, msgid, abs(count))
    return wording.format(count=formats.count(count, locale), **params)


def _loaded(domain: Domain, locale: Locale) -> GNUTranslations:
    path = LOCALE_DIR / locale / "LC_MESSAGES" / f"{domain}.mo"
    if not path.is_file():
        raise Misconfigured(f"{path.name} ({locale}) is missing: run infra/compile_catalogues.sh")
    with path.open("rb") as file:
        return GNUTranslations(file)
