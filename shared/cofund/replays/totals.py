"""What a replay adds up to: by partner, and of everybody. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from cofund.models.programme import Programme
from cofund.models.replay import (
    NotReplayed,
    PartnerTotal,
    Replayed,
    ReplayedClaim,
    ReplaySummary,
)
from cofund.money import Money


def largest_first(one: Replayed) -> tuple[int, str]:
    """Order by difference, the largest first; what cannot be judged comes last."""
    if isinstance(one, NotReplayed):
        return 1, one.claim_id
    return -abs(one.difference.amount_minor), one.claim_id


def summarise(replayed: Iterable[Replayed], programme: Programme) -> ReplaySummary:
    """Give the totals by partner and of everybody."""
    by_partner: dict[str, list[ReplayedClaim]] = {}
    not_judged = 0
    for one in replayed:
        if isinstance(one, NotReplayed):
            not_judged += 1
        else:
            by_partner.setdefault(one.partner_id, []).append(one)
    currency = programme.currency
    totals = [
        _total(claims, currency, partner_id=partner_id, partner=claims[-1].partner)
        for partner_id, claims in by_partner.items()
    ]
    everybody = [claim for claims in by_partner.values() for claim in claims]
    return ReplaySummary(
        programme=programme.programme,
        programme_version=programme.version,
        everybody=_total(everybody, currency, partner_id=None, partner=""),
        partners=tuple(sorted(totals, key=_total_first)),
        not_judged=not_judged,
    )


def _total(
    claims: list[ReplayedClaim], currency: str, *, partner_id: str | None, partner: str
) -> PartnerTotal:
    return PartnerTotal(
        partner_id=partner_id,
        partner=partner,
        claims=len(claims),
        more=sum(claim.difference.amount_minor > 0 for claim in claims),
        less=sum(claim.difference.amount_minor < 0 for claim in claims),
        before=Money.total((claim.before.gets for claim in claims), currency),
        after=Money.total((claim.after.gets for claim in claims), currency),
        terms_before=Money.total((claim.before.by_terms for claim in claims), currency),
        terms_after=Money.total((claim.after.by_terms for claim in claims), currency),
    )


def _total_first(total: PartnerTotal) -> tuple[int, str]:
    return -abs(total.difference.amount_minor), total.partner_id or ""
