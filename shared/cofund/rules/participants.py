"""Participants: did enough people come, each once, for this event, and what did each cost?

Rules know people as facts only (``cofund.models.participants``): a row's person is a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from cofund.claimable.cost import Cost, cost_of
from cofund.claimable.cost_lines import line_cost
from cofund.claimable.line_kinds import category_of
from cofund.lexicon import words_found
from cofund.models.assessment import Finding
from cofund.models.claim_file import ClaimFile, EarlierParticipants
from cofund.models.evidence import Evidence
from cofund.models.participants import ParticipantFact
from cofund.models.terms import Lexicon, share_of
from cofund.money import Money
from cofund.rules.verdicts import MAX_EVIDENCE, failed, passed, unclear, where


def participants_minimum(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that at least the minimum of different people took part, over all lists.

    Whoever is listed twice is one person. The partner's own staff and
    competitors, known by their mail or company, do not count. Lists that are missing or could not
    be read are the rules' *required_documents* and *document_readable*.
    """
    least, people = file.terms.participants_at_least, people_of(file)
    if least is None or not people:
        return ()
    hosts = len(people & hosts_of(file))
    came = len(people) - hosts
    if came >= least:
        return (passed("participants_minimum", "enough", came=came, least=least),)
    if hosts == 0:
        return (failed(file.programme, "participants_minimum", "too_few", came=came, least=least),)
    return (
        failed(
            file.programme,
            "participants_minimum",
            "too_few_guests",
            came=came,
            least=least,
            hosts=hosts,
        ),
    )


def listed_twice(file: ClaimFile) -> tuple[Finding, ...]:
    """Find people who stand on a list twice: they count once."""
    return tuple(
        failed(
            file.programme,
            "listed_twice",
            "again",
            document=document,
            evidence=(row.evidence for row in again),
            people=len({row.person for row in again}),
        )
        for document in file.claim.documents
        if (again := _again(file.rows_of(document)))
    )


def participants_overlap(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the guests are not those of another event of the same weeks.

    The share of this event's guests counts, and the other list that repeats most of them. Another
    partner is never named.
    """
    terms, guests = file.programme.overlap, guests_of(file)
    if terms is None or not guests:
        return ()
    repeated = max(_repeated(file, guests, within_days=terms.within_days), key=_most, default=None)
    if repeated is None or Fraction(repeated.same, len(guests)) < share_of(terms.share):
        same = 0 if repeated is None else repeated.same
        return (passed("participants_overlap", "few", same=same, guests=len(guests)),)
    return (_overlap(file, repeated, guests=len(guests)),)


def cost_per_head(file: ClaimFile) -> tuple[Finding, ...]:
    """Check what the activity cost for each guest, VAT included, without lines never refunded.

    A kopeck over the most is over it, whatever the rounded amount shown.
    """
    most, guests = file.terms.cost_per_head_at_most, len(guests_of(file))
    cost = cost_of(file)
    if most is None or not cost.papers or not people_of(file):
        return ()
    if guests == 0:
        return (unclear("cost_per_head", "no_guests", most=most),)
    least, uncertain = _counted_minor(file, cost)
    each = Money(amount_minor=least, currency=most.currency).times(
        Fraction(1, guests), file.programme.rounding.value
    )
    evidence = where(*(paper.paper.gross for paper in cost.papers))
    above = least > most.amount_minor * guests
    if above and not uncertain:
        return (
            failed(
                file.programme,
                "cost_per_head",
                "above",
                evidence=evidence,
                each=each,
                most=most,
                guests=guests,
            ),
        )
    if above or cost.unread:
        return (
            unclear(
                "cost_per_head", "perhaps", evidence=evidence, each=each, most=most, guests=guests
            ),
        )
    return (
        passed("cost_per_head", "within", evidence=evidence, each=each, most=most, guests=guests),
    )


def guests_of(file: ClaimFile) -> frozenset[int]:
    """Give the people who are no hosts, by number."""
    return people_of(file) - hosts_of(file)


def people_of(file: ClaimFile) -> frozenset[int]:
    """Give the different people on all lists, by number."""
    return frozenset(row.person for row in _rows(file))


def hosts_of(file: ClaimFile) -> frozenset[int]:
    """Give the people who are no guests: the partner's own, and competitors'."""
    rivals = Lexicon(words=file.programme.competitors.value)
    return frozenset(
        row.person
        for row in _rows(file)
        if row.own_staff or words_found(rivals, f"{row.company} {row.mail_domain}")
    )


@dataclass(frozen=True)
class _Repeated:
    """Guests of this event who stand on the list of another one."""

    use: EarlierParticipants
    people: frozenset[int]

    @property
    def same(self) -> int:
        return len(self.people)


def _most(repeated: _Repeated) -> tuple[int, str]:
    return repeated.same, repeated.use.claim_id


def _repeated(file: ClaimFile, guests: frozenset[int], *, within_days: int) -> Iterator[_Repeated]:
    held = file.application.activity.first_day
    for use in file.earlier_uses:
        if isinstance(use, EarlierParticipants) and abs((use.first_day - held).days) <= within_days:
            yield _Repeated(use, guests & set(use.people))


def _overlap(file: ClaimFile, repeated: _Repeated, *, guests: int) -> Finding:
    evidence = islice(_places_of(file, repeated.people), MAX_EVIDENCE)
    if repeated.use.partner_id != file.partner.partner_id:
        return failed(
            file.programme,
            "participants_overlap",
            "other",
            evidence=evidence,
            same=repeated.same,
            guests=guests,
        )
    return failed(
        file.programme,
        "participants_overlap",
        "own",
        evidence=evidence,
        same=repeated.same,
        guests=guests,
        claim=repeated.use.claim_id,
        held=repeated.use.first_day,
    )


def _places_of(file: ClaimFile, people: frozenset[int]) -> Iterator[Evidence]:
    return (row.evidence for row in _rows(file) if row.person in people)


def _counted_minor(file: ClaimFile, cost: Cost) -> tuple[int, bool]:
    """Give what papers cost, VAT included, without lines never refunded; and if one is unsure."""
    rounding = file.programme.rounding.value
    refused = [
        paper.counted(line_cost(paper.paper, line, base="gross", rounding=rounding), rounding)
        for paper in cost.papers
        for line in paper.paper.lines
        if category_of(file.programme, line) is not None
    ]
    known = sum(max(0, amount.amount_minor) for amount in refused if amount is not None)
    return max(0, cost.gross.amount_minor - known), None in refused


def _again(rows: tuple[ParticipantFact, ...]) -> list[ParticipantFact]:
    first: dict[int, ParticipantFact] = {}
    return [row for row in rows if first.setdefault(row.person, row) is not row]


def _rows(file: ClaimFile) -> Iterator[ParticipantFact]:
    for document in file.claim.documents:
        yield from file.rows_of(document)
