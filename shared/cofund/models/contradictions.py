"""Where a programme's terms contradict each other: each place, and what to write there instead."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cofund.models.claim import Level
from cofund.models.money_terms import Allocation, LevelShare, TurnoverBands
from cofund.money import Money, is_currency

if TYPE_CHECKING:
    from cofund.models.programme import Programme

Place = tuple[str | int, ...]
Contradiction = tuple[Place, str]

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def contradictions(programme: "Programme") -> Iterator[Contradiction]:
    """Give every contradiction between terms that are right by themselves."""
    yield from _currencies(programme)
    yield from _levels(programme)
    yield from _caps(programme)
    yield from _periods(programme)
    yield from _shares(programme)
    yield from _souvenirs(programme)
    yield from _points(programme)
    yield from _repeated(programme)


def _currencies(programme: "Programme") -> Iterator[Contradiction]:
    own = programme.currency
    for place, amount in _amounts(programme):
        if amount.currency != own or amount.amount_minor < 0:
            yield place, f"write an amount of {own}, not below zero"
    accepted = programme.currencies.accepted
    if not is_currency(own):
        yield ("currency",), f"{own} is no currency in use; write one like RUB"
    for number, other in enumerate(accepted):
        if not is_currency(other):
            yield ("currencies", "accepted", number), f"{other} is no currency in use"
    if own in accepted:
        yield ("currencies", "accepted"), f"{own} is the programme's own currency; leave it out"


def _amounts(programme: "Programme") -> Iterator[tuple[Place, Money]]:
    yield from _caps_written(programme)
    yield ("review", "code_up_to"), programme.review.code_up_to.value
    yield ("review", "two_approvers_above"), programme.review.two_approvers_above.value
    yield from _accrued(programme)
    yield from _amounts_of_partners(programme)
    for name, activity in programme.activities.items():
        if activity.cost_per_head_at_most is not None:
            yield ("activities", name, "cost_per_head_at_most"), activity.cost_per_head_at_most
    if programme.points is not None:
        yield ("points", "worth"), programme.points.worth
    souvenirs = programme.souvenirs
    if souvenirs is not None and souvenirs.piece_at_most is not None:
        yield ("souvenirs", "piece_at_most"), souvenirs.piece_at_most.value
    for level, limit in () if souvenirs is None else souvenirs.limits.items():
        yield ("souvenirs", "limits", level, "at_most"), limit.at_most


def _accrued(programme: "Programme") -> Iterator[tuple[Place, Money]]:
    accrual, place = programme.fund.accrual, ("fund", "accrual")
    if isinstance(accrual, TurnoverBands):
        for number, band in enumerate(accrual.bands):
            yield (*place, "bands", number, "turnover_from"), band.turnover_from
    if isinstance(accrual, Allocation):
        for level, amount in accrual.amounts.items():
            yield (*place, "amounts", level), amount


def _amounts_of_partners(programme: "Programme") -> Iterator[tuple[Place, Money]]:
    terms = programme.participation
    if terms.turnover_at_least is not None:
        yield ("participation", "turnover_at_least"), terms.turnover_at_least.value
    for name, segment in terms.segments.items():
        place = ("participation", "segments", name)
        if segment.turnover_from is not None:
            yield (*place, "turnover_from"), segment.turnover_from
        if segment.turnover_below is not None:
            yield (*place, "turnover_below"), segment.turnover_below


def _caps_written(programme: "Programme") -> Iterator[tuple[Place, Money]]:
    caps = programme.caps
    written = {
        "per_claim": caps.per_claim,
        "per_activity": caps.per_activity,
        "per_month": caps.per_month,
        "per_year": caps.per_year,
    }
    for name, cap in written.items():
        if cap is not None:
            yield ("caps", name), cap.value


def _levels(programme: "Programme") -> Iterator[Contradiction]:
    accrual, souvenirs = programme.fund.accrual, programme.souvenirs
    if isinstance(accrual, LevelShare):
        yield from _each_level(programme, accrual.shares, ("fund", "accrual", "shares"))
    if isinstance(accrual, Allocation):
        yield from _each_level(programme, accrual.amounts, ("fund", "accrual", "amounts"))
    if souvenirs is not None and souvenirs.limits:
        yield from _each_level(programme, souvenirs.limits, ("souvenirs", "limits"))


def _each_level(
    programme: "Programme", written: Iterable[Level], place: Place
) -> Iterator[Contradiction]:
    taking_part, named = programme.participation.levels, set(written)
    for level in taking_part:
        if level not in named:
            yield place, f"write one for {level}, too: it stands in participation.levels"
    for level in sorted(named - set(taking_part)):
        yield (*place, level), f"{level} takes no part; drop it or add it to participation.levels"


def _caps(programme: "Programme") -> Iterator[Contradiction]:
    own = dict(_caps_written(programme))
    for narrow, wide in (
        ("per_claim", "per_activity"),
        ("per_claim", "per_month"),
        ("per_activity", "per_year"),
        ("per_month", "per_year"),
    ):
        lower, upper = own.get(("caps", narrow)), own.get(("caps", wide))
        if lower is None or upper is None or lower.currency != upper.currency:
            continue
        if lower > upper:
            yield ("caps", narrow), f"is above {wide}, so it can never be reached; lower it"


def _periods(programme: "Programme") -> Iterator[Contradiction]:
    accrual, period = programme.fund.accrual, programme.fund.period
    if not isinstance(accrual, TurnoverBands) and MONTHS[accrual.each] > MONTHS[period]:
        yield (
            ("fund", "accrual", "each"),
            f"a {period}'s fund cannot wait for a {accrual.each}; write {period} or a shorter one",
        )


def _shares(programme: "Programme") -> Iterator[Contradiction]:
    refund = programme.refund
    if refund.key_direction_share < refund.share:
        yield ("refund", "key_direction_share"), "is below share; key directions get no less"


def _souvenirs(programme: "Programme") -> Iterator[Contradiction]:
    if programme.souvenirs is not None:
        return
    for name, activity in programme.activities.items():
        if activity.group == "souvenirs":
            yield (
                ("activities", name, "group"),
                "there are no souvenirs terms; write them, or another group",
            )


def _points(programme: "Programme") -> Iterator[Contradiction]:
    terms = programme.points
    if terms is None:
        return
    if "souvenirs" in terms.spent_on and programme.souvenirs is None:
        yield ("points", "spent_on"), "there are no souvenirs terms; write them, or drop souvenirs"
    for use in ("conversion", "activity_costs"):
        if use in terms.spent_on and "company" not in terms.accounts.value:
            yield ("points", "accounts"), f"{use} is for companies; add company, or drop {use}"
    in_all = terms.caps.per_month
    for name, earning in terms.earned_by.items():
        place = ("points", "earned_by", name)
        if earning.per_month is not None and earning.per_month.value < earning.points:
            yield (*place, "per_month"), "is below points, so it is never earned; raise it"
        if in_all is not None and in_all.value < earning.points:
            yield (*place, "points"), "is above points.caps.per_month, so it is never earned"


def _repeated(programme: "Programme") -> Iterator[Contradiction]:
    lists: dict[Place, tuple[str, ...]] = {
        ("ineligible",): tuple(category.category for category in programme.ineligible),
        ("participation", "levels"): programme.participation.levels,
        ("participation", "pilot"): programme.participation.pilot,
        ("payout", "forms"): programme.payout.forms,
        ("currencies", "accepted"): programme.currencies.accepted,
    }
    if programme.points is not None:
        lists["points", "accounts"] = programme.points.accounts.value
        lists["points", "spent_on"] = programme.points.spent_on
    for place, written in lists.items():
        for number, one in enumerate(written):
            if one in written[:number]:
                yield (*place, number), f'"{one}" stands here twice; keep one'
