"""Does the year find bugs? Each lives in a process of its own: ``python -m tests.prove.bugs``.

Most of them break no law of the ledger: only somebody who keeps books of their own can notice.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.ledger.mutation import Mutation, Mutator

SEED = 20260101
PARTNERS, CLAIMS, MONTHS = 20, 260, 12
LONGEST_SECONDS = 300
PROCESSES = 2
ROOT = Path(__file__).parents[2]
AGREED, NOTICED = 0, 3
"""Exit codes of a year; any other means that the bug never came to life."""

KEEPING = "cofund.steps.funds.keeping_funds"
CALENDAR = "cofund.funds.calendar"
ENTITLEMENT = "cofund.terms.entitlement"
FUNDING = "cofund.ledger.funding"
HOLDING = "cofund.ledger.holding"
SETTLING = "cofund.ledger.settling"
MONEY = "cofund.steps.money"
CLAWING = "cofund.steps.clawing_back"
COUNTING = "cofund.funds.counting"
BUDGETS = "cofund.ledger.budgets"
BUDGET_BOOK = "cofund.books.budget_book"
ENDING = "cofund.steps.funds.ending_reservations"
RESERVING = "cofund.steps.activities.reserving"
ORDERING = "cofund.steps.orders.ordering"
STANDING_ORDERS = "cofund.steps.orders.standing"
PAYERS = "cofund.steps.orders.payers"
POINTS_IN_CLAIMS = "cofund.steps.claim_points"
CLOSING = "cofund.steps.points.closing"
CONVERTING = "cofund.steps.points.spending"
AWARDS = "cofund.books.award_book"

BUGS = (
    Mutation(
        "expiry takes held money",
        FUNDING,
        'Change({"available": -left, "expired": left}, conditions',
        'Change({"available": -left, "held": -balance.held.amount_minor, '
        '"expired": left + balance.held.amount_minor}, conditions',
    ),
    Mutation("odd kopeck lost", ENTITLEMENT, "whole + (1 if position < odd else 0)", "whole"),
    Mutation(
        "odd kopecks to the last quarters",
        ENTITLEMENT,
        "1 if position < odd else 0",
        "1 if position >= count - odd else 0",
    ),
    Mutation(
        "a correction is not counted, so made again",
        COUNTING,
        "accrued = (d.amount for one in granted",
        "accrued = (max(d.amount, Money.zero(currency)) for one in granted",
    ),
    Mutation(
        "money by order counts as granted by the terms",
        KEEPING,
        "office.ledger.postings(fund, begins=BY_TERMS)",
        "(one for one in office.ledger.postings(fund) if 'ACCR' in one.kind)",
    ),
    Mutation(
        "periods begin and end at midnight of UTC",
        KEEPING,
        "today = local_day(now, programme.zone)",
        "today = now.date()",
    ),
    Mutation(
        "last year's December is forgotten",
        CALENDAR,
        "return (period_of(date(today.year - 1, 12, 31), length), *_begun(length, today))",
        "return _begun(length, today)",
    ),
    Mutation(
        "turnover is granted a day before its month is over",
        CALENDAR,
        "on = last_day_of(period) + timedelta(days=1)",
        "on = last_day_of(period)",
    ),
    Mutation(
        "souvenir limit by the quarter's fund",
        KEEPING,
        "whole = year_fund(due, programme, partner)",
        "whole = due[0].granted if due else Money.zero(programme.currency)",
    ),
    Mutation(
        "a raised hold takes available money before reserved",
        HOLDING,
        "used = _usable(movement, seen.reservation)\n"
        "    reserved = _use_reservation(movement, hold",
        "used = _usable(movement, None)\n    reserved = _use_reservation(movement, hold",
    ),
    Mutation(
        "souvenir part is not given back on release",
        HOLDING,
        "            *refund_limit(seen.limit, hold.souvenir),\n",
        "",
    ),
    Mutation(
        "the rest of a part approval expires",
        SETTLING,
        "freed_bucket(balance): (rest - kept).amount_minor,",
        '"expired": (rest - kept).amount_minor,',
    ),
    Mutation(
        "a clawback into an ended period becomes available",
        SETTLING,
        'Change(\n        {"debited": -returned, freed_bucket(balance): returned},',
        'Change(\n        {"debited": -returned, "available": returned},',
    ),
    Mutation(
        "the reservation is not given back on return",
        MONEY,
        'if decision.outcome in ("returned", "withdrawn"):',
        'if decision.outcome == "withdrawn":',
    ),
    Mutation(
        "a dispute after the period's end finds its reservation gone",
        MONEY,
        'return "where_it_lasts" if claim.disputes is None else "fund"',
        'return "fund"',
    ),
    Mutation(
        "a message counts as sent before it is",
        MONEY,
        "    office.feed.send(message, group=entry.fund.partner)\n"
        '    office.outbox.mark_sent(event_id, actor="send_payout", at=office.clock())\n',
        '    if entry.state != "PENDING":\n        return message\n'
        '    office.outbox.mark_sent(event_id, actor="send_payout", at=office.clock())\n'
        "    office.feed.send(message, group=entry.fund.partner)\n",
    ),
    Mutation(
        "a clawback's souvenir part is rounded up",
        CLAWING,
        'order.amount.times(souvenir, "down")',
        'order.amount.times(souvenir, "half_up")',
    ),
    Mutation(
        "invoices stay taken when all is clawed back",
        CLAWING,
        "invoices=hold.invoices if total else ()",
        "invoices=()",
    ),
    Mutation(
        "a reservation ends while its claim can be disputed",
        ENDING,
        "return dispute_until(claim, office=office) is None",
        "return True",
    ),
    Mutation(
        "a reservation ends a day too early",
        ENDING,
        "if today <= report_due(",
        "if today < report_due(",
    ),
    Mutation(
        "a reservation that was used up is ended again",
        ENDING,
        ' or reservation.state != "ACTIVE" or not reservation.remaining:',
        ' or reservation.state != "ACTIVE":',
    ),
    Mutation(
        "what is taken back goes to the level of today",
        KEEPING,
        "scopes=parts_back(granted, -short),",
        "scopes=parts_of(partner, -short),",
    ),
    Mutation(
        "the first grant is given back first",
        COUNTING,
        "left, scopes = layers.pop()",
        "left, scopes = layers.pop(0)",
    ),
    Mutation(
        "no region's budget is counted",
        COUNTING,
        "    if partner.region is not None:\n",
        "    if partner.region == 'nowhere':\n",
    ),
    Mutation(
        "a budget that is made in mid-year forgets what was granted",
        BUDGET_BOOK,
        '"granted": before,',
        '"granted": 0,',
    ),
    Mutation(
        "an activity that moves to another period leaves its money behind",
        RESERVING,
        "same = (standing.fund, standing.amount) == (agreed.fund, agreed.approved_amount)",
        "same = standing.amount == agreed.approved_amount",
    ),
    Mutation(
        "what waits for its period is never reserved",
        "cofund.steps.funds.keeping_partner",
        "    reserve_begun(partner_id, office=office)\n",
        "",
    ),
    Mutation(
        "an application that waits loses what it had",
        ENDING,
        "    if _is_to_change(application, office=office):\n        return False\n",
        "",
    ),
    Mutation(
        "the last piece of a fund is not given for an order",
        PAYERS,
        "if balance.available >= cost:",
        "if balance.available > cost + cost:",
    ),
    Mutation(
        "orders do not count against the souvenir limit",
        ORDERING,
        "limited = bool(souvenir_terms(programme).limits)",
        "limited = False",
    ),
    Mutation(
        "a return is too late on its last day",
        STANDING_ORDERS,
        "local_day(office.clock(), programme.zone) > until:",
        "local_day(office.clock(), programme.zone) >= until:",
    ),
    Mutation(
        "a disputed version's points are spent again",
        POINTS_IN_CLAIMS,
        "return max(0, min(claim.request.points, room) - before)",
        "return max(0, min(claim.request.points, room))",
    ),
    Mutation(
        "points pay all that is asked for, of use or not",
        POINTS_IN_CLAIMS,
        "return max(0, min(claim.request.points, room) - before)",
        "return max(0, claim.request.points - before)",
    ),
    Mutation(
        "the running year's points expire",
        CLOSING,
        "range(this_year - YEARS_LOOKED_BACK, this_year)",
        "range(this_year - YEARS_LOOKED_BACK, this_year + 1)",
    ),
    Mutation(
        "points that are taken back are not told to finance",
        CLAWING,
        "amount=order.amount if points is None else order.amount + points,",
        "amount=order.amount,",
    ),
    Mutation(
        "too few points are converted",
        CONVERTING,
        "if points < terms.conversion.at_least:",
        "if points < terms.conversion.at_least - 1:",
    ),
    Mutation(
        "a month's cap is over one kind of award only",
        AWARDS,
        "        left.append(in_all.value - _sum(others))\n",
        "        pass\n",
    ),
)


def live(number: int) -> int:
    """Live through a year with one bug in the product (-1: none); say whether it was noticed."""
    if number >= 0:
        sys.meta_path.insert(0, Mutator(BUGS[number]))
    # Only now: what is imported here is what the mutator changes.
    from tests.prove.year import Size, Year

    try:
        Year(Size(PARTNERS, CLAIMS, MONTHS, SEED)).run()
    except AssertionError as noticed:
        print(str(noticed).splitlines()[-1 if number < 0 else 1])  # noqa: T201
        return NOTICED
    return AGREED


def run(number: int) -> tuple[int, str]:
    """Let a year go by in a process of its own; give its exit code and last words."""
    lived = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.prove.bugs", str(number)],
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "shared")))},
    )
    words = (lived.stdout + lived.stderr).strip().splitlines()
    return lived.returncode, words[-1] if words else ""


def main() -> int:
    """Run all bugs and the original; give the exit code."""
    print(f"bugs in the year of seed {SEED}: {PARTNERS} partners, {CLAIMS} claims")  # noqa: T201
    numbers = range(-1, len(BUGS))
    wrong = 0
    with ThreadPoolExecutor(max_workers=PROCESSES) as processes:
        for number, (code, words) in zip(numbers, processes.map(run, numbers), strict=True):
            as_wanted = code == (NOTICED if number >= 0 else AGREED)
            wrong += not as_wanted
            bug = BUGS[number].bug if number >= 0 else "(none)"
            names = {AGREED: "agreed", NOTICED: "noticed"}
            mark = " " if as_wanted else "!"
            print(f"{mark} {names.get(code, 'STILLBORN'):9} {bug:52} {words[:100]}", flush=True)  # noqa: T201
    print(f"{len(BUGS)} bugs, {wrong} not as they should be")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(live(int(sys.argv[1])) if len(sys.argv) > 1 else main())
