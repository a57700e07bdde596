"""Why a past claim would get more or less, in words."""

from __future__ import annotations

from collections.abc import Iterator

from cofund.cli.words import said
from cofund.models.assessment import Finding, WaterfallStep
from cofund.models.claim import Locale
from cofund.models.replay import NotReplayed, ReplayedClaim, StepChange
from cofund.money import Money
from cofund.pages.formats import change
from cofund.pages.messages import finding_text, name, term_text

MOST_REASONS = 50


def reasons(claim: ReplayedClaim, locale: Locale) -> list[str]:
    """Give what makes the difference: the answer, the waterfall's steps, findings."""
    return [*_outcome(claim, locale), *_steps(claim, locale), *_findings(claim, locale)][
        :MOST_REASONS
    ]


def why_not(one: NotReplayed, locale: Locale) -> str:
    """Give why a claim cannot be judged by the other programme."""
    return said(f"replay.not_judged.{one.reason}", locale, detail=one.detail)


def _outcome(claim: ReplayedClaim, locale: Locale) -> Iterator[str]:
    if claim.before.outcome != claim.after.outcome:
        returned = claim.after.outcome == "return"
        yield said("replay.returned" if returned else "replay.not_returned", locale)


def _steps(claim: ReplayedClaim, locale: Locale) -> Iterator[str]:
    for step in claim.steps:
        before, after = (_term(step, term, locale) for term in (step.term_before, step.term_after))
        what = name("step", step.step, locale)
        if before != after:
            what = said("replay.step_term", locale, step=what, before=before, after=after)
        yield f"{what}: {change(step.change, locale)}"


def _term(step: StepChange, written: str, locale: Locale) -> str:
    zero = Money.zero(step.change.currency)
    shown = WaterfallStep(step=step.step, before=zero, after=zero, term=written)
    return term_text(shown, locale) or said("replay.no_term", locale)


def _findings(claim: ReplayedClaim, locale: Locale) -> Iterator[str]:
    for msgid, findings in (("replay.went", claim.went), ("replay.came", claim.came)):
        for finding in findings:
            yield said(msgid, locale, finding=told(finding, locale))


def told(finding: Finding, locale: Locale) -> str:
    """Give a finding's text and effect; where its rule or message is gone since, their names."""
    try:
        words = finding_text(finding, locale)
    except KeyError:
        words = f"{finding.rule}.{finding.message}"
    return f"{words} ({name('effect', finding.effect, locale)})" if finding.effect else words
