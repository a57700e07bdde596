"""The texts: both languages complete, with the same placeholders, compiled as written."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from cofund.errors import Misconfigured
from cofund.models.approval import DecisionOutcome
from cofund.models.assessment import Effect, WaterfallStepName
from cofund.models.changes import DocumentFate
from cofund.models.claim import ClaimState, Goal, Level, Locale, PayoutForm
from cofund.models.evidence import ReadStatus
from cofund.models.kinds import DocumentKind
from cofund.models.ledger import Bucket
from cofund.models.money_terms import CostBase
from cofund.models.precheck import PrecheckState
from cofund.models.souvenir_lists import SouvenirColumn, SouvenirProblemName
from cofund.models.stages import ReviewStage
from cofund.models.unreadable import Flag, UnreadableReason
from cofund.pages import catalogues
from cofund.pages.arrange import DecisionChoice
from cofund.pages.views.fields import FieldName
from cofund.pages.views.frame import Failure, Notice, Problem
from cofund.pages.views.orders import OrderHappening, PaidFrom
from cofund.pages.views.partner import TimelineEvent

LOCALES: tuple[Locale, ...] = get_args(Locale)
DOMAINS = (*catalogues.PAGE_DOMAINS, "rules", "cli")
TEMPLATES = catalogues.LOCALE_DIR.parent / "templates"

NAMED = {
    "kind": DocumentKind,
    "reason": UnreadableReason,
    "flag": Flag,
    "state": ClaimState,
    "state_text": ClaimState,
    "precheck_state": PrecheckState,
    "effect": Effect,
    "effect_to_review": Effect,
    "cost_base": CostBase,
    "step": WaterfallStepName,
    "level": Level,
    "goal": Goal,
    "payout_form": PayoutForm,
    "outcome": DecisionOutcome,
    "bucket": Bucket,
    "notice": Notice,
    "status": ReadStatus,
    "field": FieldName,
    "change": DocumentFate,
    "problem": Problem,
    "decision": DecisionChoice,
    "event": TimelineEvent,
    "order_state": OrderHappening,
    "paid_from": PaidFrom,
    "catalogue_field": SouvenirColumn,
    "catalogue_problem": SouvenirProblemName,
}
"""Groups of names, one for each value of the type."""


def catalog(domain: str, locale: str) -> Catalog:
    """Give a catalogue as written."""
    path = catalogues.LOCALE_DIR / locale / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=domain)


def texts(message: Message) -> tuple[str, ...]:
    """Give a message's text, or all its plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def placeholders(text: str) -> set[str]:
    """Give the names in braces."""
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def ids(locale: Locale) -> set[str]:
    """Give the ids of all texts of the pages."""
    return {
        _id(message)
        for domain in catalogues.PAGE_DOMAINS
        for message in catalog(domain, locale)
        if message.id
    }


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_texts(domain: str) -> None:
    russian, english = ({_id(message) for message in catalog(domain, locale)} for locale in LOCALES)
    assert russian == english


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_empty_fuzzy_or_obsolete(domain: str, locale: Locale) -> None:
    found = catalog(domain, locale)
    assert not found.obsolete
    for message in found:
        if message.id:
            assert all(texts(message)), message.id
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_fill_the_same_placeholders(domain: str) -> None:
    russian, english = (catalog(domain, locale) for locale in LOCALES)
    for message in english:
        if message.id:
            wanted = {frozenset(placeholders(text)) for text in texts(message)}
            given = {frozenset(placeholders(text)) for text in texts(russian[_id(message)])}
            assert wanted == given, message.id


@pytest.mark.parametrize("locale", LOCALES)
def test_every_plural_has_all_forms_of_its_language(locale: Locale) -> None:
    found = catalog("pages", locale)
    plurals = [message for message in found if not isinstance(message.id, str)]
    assert plurals
    assert {len(texts(message)) for message in plurals} == {found.num_plurals}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_compiled_texts_are_the_written_ones(domain: str, locale: Locale) -> None:
    path = catalogues.LOCALE_DIR / locale / "LC_MESSAGES" / f"{domain}.mo"
    with path.open("rb") as file:
        compiled = read_mo(file)
    written = {_id(message): texts(message) for message in catalog(domain, locale) if message.id}
    assert {_id(one): texts(one) for one in compiled if one.id} == written, (
        "run infra/compile_catalogues.sh"
    )


@pytest.mark.parametrize("group", NAMED)
def test_every_value_has_a_name(group: str) -> None:
    wanted = {f"{group}.{value}" for value in get_args(NAMED[group])}
    assert wanted <= ids("en")


def test_every_failure_has_a_title_and_a_way_on() -> None:
    wanted = {
        f"failure.{failure}.{part}" for failure in get_args(Failure) for part in ("title", "text")
    }
    assert wanted <= ids("en")


def test_every_stage_of_asking_has_its_mail() -> None:
    wanted = {
        f"mail.review.{stage}.{part}"
        for stage in get_args(ReviewStage)
        for part in ("subject", "title", "text")
    }
    assert wanted <= ids("en")


def test_every_text_a_template_names_is_there() -> None:
    named = {
        msgid
        for path in TEMPLATES.rglob("*.*")
        for msgid in re.findall(r'\b[tn]\(["\']([a-z_.]+)["\'][,)]', path.read_text())
    }
    assert len(named) > 100
    assert named <= ids("en")


def test_no_text_is_left_over() -> None:
    code = "".join(path.read_text() for path in _sources())
    groups = {
        *NAMED,
        "failure",
        "period",
        "document",
        "who",
        "order_who",
        "orders_column",
        "decided",
        "mail",
        "review",
        "upload",
        "import",
        "journal",
        "run_kind",
        "budget",
        "consent",
        "consented",
        "activity",
        "activity_form",
        "award",
        "points",
    }
    spelled = {msgid for msgid in ids("en") if msgid.split(".")[0] not in groups}
    unused = {msgid for msgid in spelled if f'"{msgid}"' not in code and f"'{msgid}'" not in code}
    assert unused == {
        "claim.act.revise",
        "claim.act.withdraw",
        "claim.act.person",
        "claim.act.answer",
        "claim.act.dispute",
    } | {msgid for msgid in spelled if msgid.startswith("page.nav.")}


def test_a_catalogue_that_is_not_compiled_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "LOCALE_DIR", tmp_path)
    with pytest.raises(Misconfigured, match=re.escape("infra/compile_catalogues.sh")):
        catalogues.catalogue.__wrapped__("rules", "ru")


def test_no_text_stands_in_two_catalogues_of_the_pages() -> None:
    each = [
        _id(message)
        for domain in catalogues.PAGE_DOMAINS
        for message in catalog(domain, "en")
        if message.id
    ]
    assert len(each) == len(set(each))


def test_a_text_that_is_missing_is_our_bug() -> None:
    with pytest.raises(KeyError, match=re.escape("no.such.text")):
        catalogues.text("no.such.text", "ru")


def _sources() -> list[Path]:
    return [*TEMPLATES.rglob("*.*"), *TEMPLATES.parent.glob("*.py")]
