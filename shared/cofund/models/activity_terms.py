"""Terms of activities: what is promoted and proved, by when, by whom, and who decides."""

import itertools
from typing import Literal, Self

from pydantic import Field, model_validator

from cofund.models.base import Identifier, Model
from cofund.models.claim import Goal, Level, PayoutForm
from cofund.models.kinds import PaperKind
from cofund.models.terms import (
    AnswerDays,
    Clock,
    Days,
    DaySpan,
    Lexicon,
    Names,
    Percent,
    Source,
    Term,
    YearWindow,
)
from cofund.money import Money

COST_KINDS: tuple[PaperKind, ...] = ("invoice", "upd", "waybill", "act", "receipt")
"""Papers that state a cost; the earlier one counts where a seller sent several."""

Needed = tuple[tuple[PaperKind, ...], ...]
"""Documents that a claim must hold: of each list at least one; the first is the usual one."""


class ActivityTerms(Model):
    """One type of activity and what proves it."""

    names: Names
    group: Literal["event", "advertising", "souvenirs"]
    """Events and advertising are applied for ahead of time; souvenirs are ordered in windows."""
    documents: Needed = Field(min_length=1, max_length=15)
    participants_at_least: int | None = Field(default=None, ge=1, le=10_000)
    cost_per_head_at_most: Money | None = None
    """The dearest that the activity may be for each participant, VAT included."""
    goals: tuple[Goal, ...] = Field(default=(), max_length=10)
    """What it may be for; none written: anything."""
    key_direction: bool = False
    source: Source

    @model_validator(mode="after")
    def _its_documents_say_what_is_judged(self) -> Self:
        kinds = {kind for wanted in self.documents for kind in wanted}
        if any(not wanted for wanted in self.documents):
            raise ValueError("documents: a list without any kind asks for nothing; drop it")
        if not kinds & set(COST_KINDS):
            raise ValueError(f"documents: ask for a paper with the cost: {', '.join(COST_KINDS)}")
        counted = self.participants_at_least is not None or self.cost_per_head_at_most is not None
        if counted and "participant_list" not in kinds:
            raise ValueError("documents: add [participant_list], participants are counted on it")
        return self


class SouvenirLimitTerms(Model):
    """How much of a year's fund a level may spend on souvenirs."""

    share: Percent
    at_most: Money


class SouvenirTerms(Model):
    """Terms of things with the vendor's logo."""

    piece_at_most: Term[Money] | None = None
    """The dearest price of one piece, VAT included."""
    goods: Lexicon
    """Words for souvenirs on invoices of other activities."""
    limits: dict[Level, SouvenirLimitTerms] = Field(default_factory=dict)
    """One for every level that takes part, or none at all."""
    windows: Term[tuple[YearWindow, ...]] | None = None
    """Days on which orders are accepted; not written: all year."""
    return_days: DaySpan | None = None
    """From the day on which an order left to the wish to give it back; not written: never."""
    source: Source

    @model_validator(mode="after")
    def _windows_do_not_overlap(self) -> Self:
        ordered = sorted(() if self.windows is None else self.windows.value, key=_beginning)
        if self.windows is not None and not ordered:
            raise ValueError("windows: write at least one, or leave windows out")
        if any(later.first <= earlier.last for earlier, later in itertools.pairwise(ordered)):
            raise ValueError("the windows overlap; write them apart or as one")
        return self


def _beginning(window: YearWindow) -> str:
    return window.first


class DeadlineTerms(Model):
    """By when things must come; the last day is in time."""

    application_days: DaySpan
    """From the application to the activity's first day, at least."""
    report_days: DaySpan
    """From the activity's last day to the claim, at most."""
    resubmission_days: DaySpan
    """From the return to the corrected claim, at most."""
    invoice_days_before: DaySpan
    """How long before the activity's first day an invoice may be dated."""
    invoice_days_after: DaySpan
    """How long after the activity's last day an invoice may be dated."""
    information_days: Term[AnswerDays]
    """Calendar days after a reviewer's question; an answer on the last of them is in time."""
    dispute_days: DaySpan
    """From a claim's end to its dispute, at most."""


class SegmentTerms(Model):
    """A kind of partner, by staff and turnover; a bound that is not written does not exist."""

    names: Names
    staff_at_least: int | None = Field(default=None, ge=0, le=1_000_000)
    staff_at_most: int | None = Field(default=None, ge=0, le=1_000_000)
    turnover_from: Money | None = None
    turnover_below: Money | None = None
    source: Source

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        least, most = self.staff_at_least, self.staff_at_most
        if least is not None and most is not None and least > most:
            raise ValueError("staff_at_least is above staff_at_most")
        bottom, top = self.turnover_from, self.turnover_below
        if bottom and top and (bottom.currency != top.currency or bottom >= top):
            raise ValueError("turnover_from has to be below turnover_below")
        return self


class OverlapTerms(Model):
    """When a list of participants repeats the list of another event."""

    share: Percent
    """Of this event's guests; from this share on."""
    within_days: Days
    """Between the first days of both events; regular guests come again after longer."""
    source: Source


class ParticipationTerms(Model):
    """Who may take part, and what for."""

    levels: tuple[Level, ...] = Field(min_length=1, max_length=10)
    segments: dict[Identifier, SegmentTerms] = Field(default_factory=dict, max_length=20)
    """Whoever fits one of them takes part; none written: everybody."""
    turnover_at_least: Term[Money] | None = None
    """Last financial year's."""
    documents: Needed = Field(default=(), max_length=5)
    """What every claim must hold beside its activity's documents: brand materials in use."""
    pilot: tuple[Identifier, ...] = Field(default=(), max_length=1_000)
    """While it is tried out: ids of the partners. None written: everybody."""
    source: Source


class PayoutTerms(Model):
    """How approved money reaches the partner."""

    forms: tuple[PayoutForm, ...] = Field(min_length=1, max_length=10)
    """The first is meant where a claim names none."""
    source: Source


class ReviewTerms(Model):
    """Who decides, and how long people have; days count from the request."""

    code_up_to: Term[Money]
    """Up to this amount a code by mail proves the reviewer; above it they sign in."""
    two_approvers_above: Term[Money]
    reminder_days: tuple[Days, ...] = Field(max_length=5)
    escalation_day: Days
    timeout_day: Days
    """Rejects, never approves."""
    source: Source

    @model_validator(mode="after")
    def _days_follow_each_other(self) -> Self:
        days = [0, *self.reminder_days, self.escalation_day, self.timeout_day]
        if any(later <= earlier for earlier, later in itertools.pairwise(days)):
            raise ValueError("reminders, escalation and timeout follow each other, from day 1 on")
        return self


class ReminderTerms(Model):
    """When partners are told that money is about to expire, or that a claim is due."""

    days_before: tuple[Days, ...] = Field(min_length=1, max_length=5)
    """Before a fund's last day, one mail each; the furthest first. Those in the second half of a
    claim's time are before its last day, too."""
    quiet_from: Clock
    quiet_until: Clock
    """Between the two, over midnight, nobody is mailed; by the programme's zone."""
    source: Source

    @model_validator(mode="after")
    def _each_is_nearer(self) -> Self:
        if any(later >= earlier for earlier, later in itertools.pairwise(self.days_before)):
            raise ValueError("write days_before from the furthest to the nearest, each once")
        if self.quiet_until >= self.quiet_from:
            raise ValueError("quiet_from is in the evening, quiet_until in the morning")
        return self
