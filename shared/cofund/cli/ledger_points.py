"""Accounts of points as rows of the journal's workbook."""

from __future__ import annotations

from datetime import UTC, datetime

from cofund.models.points import POINTS_BUCKETS, PointsBalance, PointsPosted

POINTS_HEADS = (
    *("at (UTC)", "programme", "owner", "year", "entry", "kind", "subject", "by", "reason"),
    *("version", *POINTS_BUCKETS),
)
ACCOUNT_HEADS = ("programme", "owner", "year", "status", *POINTS_BUCKETS)


def in_utc(moment: datetime) -> datetime:
    """Give a moment as a sheet keeps it, where it can be sorted and counted: without a zone."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)


def points_row(posting: PointsPosted) -> tuple[str | int | datetime | None, ...]:
    """Give a posting's row: when, where, what, by whom, and what it moved."""
    moved = {delta.bucket: delta.points for delta in posting.deltas}
    account = posting.account
    return (
        in_utc(posting.at),
        *(account.programme, account.owner, account.year),
        *(posting.entry_id, posting.kind, posting.subject, posting.actor, posting.reason),
        posting.programme_version,
        *(moved.get(bucket) for bucket in POINTS_BUCKETS),
    )


def account_row(balance: PointsBalance) -> tuple[str | int, ...]:
    """Give an account's row: whose, which year, and where its points are."""
    account = balance.account
    points = (getattr(balance, bucket) for bucket in POINTS_BUCKETS)
    return account.programme, account.owner, account.year, balance.status, *points
