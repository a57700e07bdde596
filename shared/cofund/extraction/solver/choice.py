"""The total that most checks agree with and none contradicts, and how it was weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cofund.extraction.solver.candidates import Candidate, Offered
from cofund.extraction.solver.checks import WORDS_AGREE, Sums, votes
from cofund.extraction.solver.labels import Place
from cofund.extraction.vocabulary import compact
from cofund.money import Money

TOTALS_DIFFER = "no other total is printed"
NAMED_TOTAL = "named as the total"
OWN_TOTAL = re.compile(r"^(?:итого|всего)")
"""Russian papers call the total so; elsewhere a sum before tax is none."""

RANK: Mapping[Place, int] = {
    "gross": 6,
    "due": 4,
    "total": 4,
    "subtotal": 3,
    "counted": 3,
    "words": 2,
    "net": 1,
}
"""How much a label says that its amount is the total."""


@dataclass(frozen=True)
class Weighed:
    """One amount as the total: with which tax, and what speaks for it and against it."""

    candidate: Candidate
    tax: Money | None
    passed: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def standing(self) -> tuple[bool, int, int]:
        """The words, which say what is owed; then votes less twice the vetoes; then the label."""
        votes = len(self.passed) - 2 * len(self.failed)
        return WORDS_AGREE in self.passed, votes, RANK[self.candidate.place]


TIERS: tuple[frozenset[Place], ...] = (
    frozenset(("gross", "due", "total")),
    frozenset(("subtotal",)),
    frozenset(("counted", "words")),
    frozenset(("net",)),
)
"""What is labelled as a total comes first, even if nothing agrees with it: a person looks then."""


def weighed(offered: Offered, sums: Sums, dated: date | None) -> list[Weighed]:
    """Give every amount that may be the total, the best first; of equals the later on the page."""
    found = [
        _best_tax(candidate, sums, dated)
        for candidate in reversed(_standing_for_total(offered.candidates))
    ]
    ordered = sorted(found, key=lambda each: (-_tier(each), each.standing), reverse=True)
    return [_with_rivals(ordered[0], ordered, sums), *ordered[1:]] if ordered else []


def _tier(weighed: Weighed) -> int:
    return next(at for at, tier in enumerate(TIERS) if weighed.candidate.place in tier)


def _standing_for_total(found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate an amount: where its label says most."""
    best: dict[Money, Candidate] = {}
    for each in found:
        rank = RANK.get(each.place)
        if rank is not None and (each.amount not in best or rank > RANK[best[each.amount].place]):
            best[each.amount] = each
    return list(best.values())


def _best_tax(candidate: Candidate, sums: Sums, dated: date | None) -> Weighed:
    options: Sequence[Money | None] = sums.tax_totals or (None,)
    return max(
        (_weigh(candidate, tax, sums, dated) for tax in options), key=lambda each: each.standing
    )


def _weigh(candidate: Candidate, tax: Money | None, sums: Sums, dated: date | None) -> Weighed:
    passed, failed = votes(candidate.amount, tax, sums, dated)
    return Weighed(candidate, tax, tuple(passed), tuple(failed))


def _with_rivals(best: Weighed, others: Sequence[Weighed], sums: Sums) -> Weighed:
    """Another total that nothing explains is a contradiction: one of the two is misread.

    So is a total that only a sum before tax could be: a page with the total is missing.
    """
    failed = list(best.failed)
    if any(_rivals(best, other, sums) for other in others):
        failed.append(TOTALS_DIFFER)
    if not _named_total(best.candidate):
        failed.append(NAMED_TOTAL)
    return Weighed(best.candidate, best.tax, best.passed, tuple(failed))


def _named_total(candidate: Candidate) -> bool:
    if candidate.place == "subtotal":
        return OWN_TOTAL.match(compact(candidate.label)) is not None
    return candidate.place != "net"


def _rivals(best: Weighed, other: Weighed, sums: Sums) -> bool:
    amount, rank = other.candidate.amount, RANK[other.candidate.place]
    if amount == best.candidate.amount or rank < RANK["total"] or not amount:
        return False
    if amount in _explained(best, sums):
        return False
    stronger = rank > RANK[best.candidate.place]
    larger = rank == RANK["gross"] and abs(amount) > abs(best.candidate.amount)
    return stronger or larger or (rank == RANK["gross"] and bool(other.passed))


def _explained(best: Weighed, sums: Sums) -> set[Money]:
    """Amounts that follow from the total: it may be labelled as a total, too."""
    return set(_following(best.candidate.amount, best.tax, sums))


def _following(total: Money, tax: Money | None, sums: Sums) -> Iterator[Money]:
    bases = [total, *([total - tax] if tax is not None else [])]
    for base in bases:
        for change in sums.adjusted():
            yield base - change
    for paid in sums.prepaid:
        yield total - abs(paid)
        yield abs(paid)
    for earlier in sums.outstanding:
        yield total + earlier
    if sums.lines is not None:
        yield sums.lines
    if tax is not None:
        yield tax
