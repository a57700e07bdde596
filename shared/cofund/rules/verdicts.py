"""Findings in the rules' words: passed, failed (with the programme's effect), unclear.

A finding about one document carries its file name as the parameter ``document``. Rule and message
are literals in every call, so that a test can collect all texts that are needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, get_args

from cofund.models.assessment import (
    CountValue,
    DateValue,
    Finding,
    KindsValue,
    MoneyValue,
    NamedValue,
    NamesValue,
    Param,
    ReasonValue,
    TextValue,
)
from cofund.models.claim import Document
from cofund.models.evidence import Evidence, Read
from cofund.models.kinds import DocumentKind
from cofund.models.programme import Programme
from cofund.models.terms import DeductingRule, FailingRule, Names
from cofund.models.unreadable import UnreadableReason
from cofund.money import LARGEST_MINOR, Money

MAX_EVIDENCE = 50
MAX_TEXT = 200

ParamInput = str | int | Money | date | KindsValue | ReasonValue | NamedValue | NamesValue


def passed(
    rule: str,
    message: str,
    /,
    *,
    evidence: Iterable[Evidence] = (),
    document: Document | None = None,
    source: str = "",
    **params: ParamInput,
) -> Finding:
    """Give a finding that all is as it should be."""
    return Finding(
        rule=rule,
        verdict="pass",
        message=message,
        params=_params(params, document),
        evidence=tuple(evidence)[:MAX_EVIDENCE],
        document_id=None if document is None else document.document_id,
        source=source,
    )


def failed(
    programme: Programme,
    rule: FailingRule,
    message: str,
    /,
    *,
    evidence: Iterable[Evidence] = (),
    document: Document | None = None,
    source: str = "",
    **params: ParamInput,
) -> Finding:
    """Give a finding that a requirement is not met, with the effect that the programme names."""
    return Finding(
        rule=rule,
        verdict="fail",
        effect=programme.effects.by_rule[rule],
        message=message,
        params=_params(params, document),
        evidence=tuple(evidence)[:MAX_EVIDENCE],
        document_id=None if document is None else document.document_id,
        source=source,
    )


def deducted(
    programme: Programme,
    rule: DeductingRule,
    message: str,
    /,
    *,
    amount: Money,
    document: Document,
    evidence: Iterable[Evidence] = (),
    source: str = "",
    **params: ParamInput,
) -> Finding:
    """Give a finding whose amount leaves the waterfall, where the programme says *deduct*."""
    effect = programme.effects.by_rule[rule]
    return Finding(
        rule=rule,
        verdict="fail",
        effect=effect,
        message=message,
        params=_params({**params, "amount": amount}, document),
        evidence=tuple(evidence)[:MAX_EVIDENCE],
        document_id=None if document is None else document.document_id,
        source=source,
        deducted=amount if effect == "deduct" else None,
    )


def unclear(
    rule: str,
    message: str,
    /,
    *,
    evidence: Iterable[Evidence] = (),
    document: Document | None = None,
    source: str = "",
    **params: ParamInput,
) -> Finding:
    """Give a finding that a person has to look at; it never returns and never deducts."""
    return Finding(
        rule=rule,
        verdict="unclear",
        effect="review",
        message=message,
        params=_params(params, document),
        evidence=tuple(evidence)[:MAX_EVIDENCE],
        document_id=None if document is None else document.document_id,
        source=source,
    )


def kinds(*needed: DocumentKind) -> KindsValue:
    """Give kinds of documents as a message's parameter."""
    return KindsValue(value=needed)


def kind_of(read_kind: str) -> KindsValue:
    """Give a read document's kind as a message's parameter; an unreadable one is unknown."""
    known = next((kind for kind in get_args(DocumentKind) if kind == read_kind), "unknown")
    return KindsValue(value=(known,))


def in_words(names: Names) -> NamesValue:
    """Give a name of the programme's as a message's parameter."""
    return NamesValue(ru=names.ru, en=names.en)


def reason(value: UnreadableReason) -> ReasonValue:
    """Give why a document could not be read as a message's parameter."""
    return ReasonValue(value=value)


def named(group: Literal["level", "goal", "payout_form"], *values: str) -> NamedValue:
    """Give words of ours, by their group of names, as a message's parameter."""
    return NamedValue(group=group, value=values)


def shown_sum(minor: int, currency: str) -> Money:
    """Give a sum of papers as a message's parameter, cut to the bounds of money."""
    within = max(-LARGEST_MINOR, min(LARGEST_MINOR, minor))
    return Money(amount_minor=within, currency=currency)


def where(*reads: Read[Any] | None) -> tuple[Evidence, ...]:
    """Give the evidence of the values that were read."""
    return tuple(read.evidence for read in reads if read is not None)


def _params(given: dict[str, ParamInput], document: Document | None) -> dict[str, Param]:
    named = {} if document is None else {"document": document.file_name}
    return {name: _param(value) for name, value in {**named, **given}.items()}


def _param(value: ParamInput) -> Param:
    if isinstance(value, KindsValue | ReasonValue | NamedValue | NamesValue):
        return value
    if isinstance(value, Money):
        return MoneyValue(value=value)
    if isinstance(value, date):
        return DateValue(value=value)
    if isinstance(value, int):
        return CountValue(value=value)
    return TextValue(value=value[:MAX_TEXT])
