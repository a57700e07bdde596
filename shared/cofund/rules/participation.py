"""Participation: may this partner claim, for this, and be paid in this way?"""

from __future__ import annotations

from typing import get_args

from cofund.models.activity_terms import SegmentTerms
from cofund.models.assessment import Finding
from cofund.models.claim import Level, Partner
from cofund.models.claim_file import ClaimFile
from cofund.rules.verdicts import failed, named, passed, unclear
from cofund.terms.entitlement import parts_by_manufacturers


def pilot_group(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the partner belongs to the pilot group, while the programme is tried out."""
    pilot = file.programme.participation.pilot
    if not pilot:
        return ()
    if file.partner.partner_id in pilot:
        return (passed("pilot_group", "inside"),)
    return (failed(file.programme, "pilot_group", "outside"),)


def partner_level(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the partner's level takes part, where not every level does."""
    levels, level = file.programme.participation.levels, file.partner.level
    if set(levels) == set(get_args(Level)):
        return ()
    if level in levels:
        return (passed("partner_level", "takes_part", level=named("level", level)),)
    return (
        failed(
            file.programme,
            "partner_level",
            "takes_no_part",
            level=named("level", level),
            levels=named("level", *levels),
        ),
    )


def partner_segment(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the partner fits one of the programme's segments by staff and turnover."""
    segments = tuple(file.programme.participation.segments.values())
    if not segments:
        return ()
    turnover = file.partner.turnover
    fits = [_fits(file.partner, segment) for segment in segments]
    if True in fits:
        source = segments[fits.index(True)].source
        return (passed("partner_segment", "fits", turnover=turnover, source=source),)
    if None in fits:
        return (unclear("partner_segment", "staff_unknown", turnover=turnover),)
    staff = file.partner.staff
    if staff is None:
        return (failed(file.programme, "partner_segment", "turnover_outside", turnover=turnover),)
    return (failed(file.programme, "partner_segment", "outside", turnover=turnover, staff=staff),)


def minimum_turnover(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that last financial year's turnover reaches the programme's minimum."""
    least, turnover = file.programme.participation.turnover_at_least, file.partner.turnover
    if least is None:
        return ()
    if turnover >= least.value:
        return (passed("minimum_turnover", "reached", turnover=turnover, least=least.value),)
    return (
        failed(file.programme, "minimum_turnover", "below", turnover=turnover, least=least.value),
    )


def payout_form(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the claim asks to be paid in a way that the programme allows."""
    form, forms = file.claim.request.payout_form, file.programme.payout.forms
    if form is None:
        return ()
    if form in forms:
        return (passed("payout_form", "allowed", form=named("payout_form", form)),)
    return (
        failed(
            file.programme,
            "payout_form",
            "not_allowed",
            form=named("payout_form", form),
            forms=named("payout_form", *forms),
        ),
    )


def activity_goal(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the activity serves a goal that its type may have."""
    goals, goal = file.terms.goals, file.application.activity.goal
    if not goals:
        return ()
    if goal is None:
        return (unclear("activity_goal", "not_stated", goals=named("goal", *goals)),)
    if goal in goals:
        return (passed("activity_goal", "allowed", goal=named("goal", goal)),)
    return (
        failed(
            file.programme,
            "activity_goal",
            "not_allowed",
            goal=named("goal", goal),
            goals=named("goal", *goals),
        ),
    )


def manufacturers(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the claim says how many manufacturers are shown, where the cost is parted so."""
    if not parts_by_manufacturers(file.programme):
        return ()
    shown = file.claim.request.manufacturers
    if shown is None:
        return (failed(file.programme, "manufacturers", "not_stated"),)
    return (passed("manufacturers", "stated", shown=shown),)


def _fits(partner: Partner, segment: SegmentTerms) -> bool | None:
    """Tell whether a partner fits a segment; None where the staff would tell and nobody has."""
    bottom, top = segment.turnover_from, segment.turnover_below
    if bottom is not None and partner.turnover < bottom:
        return False
    if top is not None and partner.turnover >= top:
        return False
    least, most = segment.staff_at_least, segment.staff_at_most
    if least is None and most is None:
        return True
    if partner.staff is None:
        return None
    return (least or 0) <= partner.staff <= (partner.staff if most is None else most)
