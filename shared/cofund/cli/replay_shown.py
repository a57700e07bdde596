"""A replay as tables, as JSON and as the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cofund.cli.output import print_json, print_plain, print_table
from cofund.cli.replay_words import reasons, why_not
from cofund.cli.words import counted, said
from cofund.cli.workbook import Sheet, Value
from cofund.models.claim import Locale
from cofund.models.programme import Programme
from cofund.models.replay import (
    NotReplayed,
    PartnerTotal,
    Replayed,
    ReplayedClaim,
    ReplaySummary,
)
from cofund.pages.formats import change, count, money, plain
from cofund.pages.messages import name

CLAIM_COLUMNS = ("claim", "partner", "state", "before", "after", "difference", "why")
PARTNER_COLUMNS = ("partner", "claims", "more", "less", "before", "after", "difference")
NOT_JUDGED_COLUMNS = ("claim", "version", "why")
TERMS_COLUMNS = ("terms_before", "terms_after")
SHEET_COLUMNS = (
    *("claim", "version", "partner", "activity", "last_day", "state"),
    *("before", "after", "difference", *TERMS_COLUMNS, "currency", "why"),
)


def print_replay(summary: ReplaySummary, replayed: Sequence[Replayed], locale: Locale) -> None:
    """Print who would get how much more or less; claims that stay as they are are only counted."""
    judged, not_judged = _apart(replayed)
    changed = [claim for claim in judged if _differs(claim)]
    _table("claims", CLAIM_COLUMNS, (_claim_row(claim, locale) for claim in changed), locale)
    if summary.partners:
        rows = (_partner_row(total, locale) for total in (*summary.partners, summary.everybody))
        _table("partners", PARTNER_COLUMNS, rows, locale)
    if not_judged:
        rows = ((one.claim_id, str(one.version), why_not(one, locale)) for one in not_judged)
        _table("not_judged", NOT_JUDGED_COLUMNS, rows, locale)
    for sentence in _sentences(summary, len(changed), locale):
        print_plain(sentence)


def print_replay_json(summary: ReplaySummary, replayed: Sequence[Replayed], locale: Locale) -> None:
    """Print the summary, then each claim: every line says by ``kind`` what it is."""
    print_json([{"kind": "summary", **_plain_summary(summary)}])
    print_json(_plain(one, locale) for one in replayed)


def replay_sheets(
    summary: ReplaySummary, replayed: Sequence[Replayed], programme: Programme, locale: Locale
) -> list[Sheet]:
    """Give the tables of a workbook: every claim, partners, what was not judged, what it means."""
    judged, not_judged = _apart(replayed)
    changed = sum(map(_differs, judged))
    return [
        _sheet("claims", SHEET_COLUMNS, _claim_sheet(judged, programme, locale), locale),
        _sheet(
            "partners", (*PARTNER_COLUMNS, *TERMS_COLUMNS), _partner_sheet(summary, locale), locale
        ),
        _sheet(
            "not_judged",
            NOT_JUDGED_COLUMNS,
            ((one.claim_id, one.version, why_not(one, locale)) for one in not_judged),
            locale,
        ),
        _sheet(
            "about", ("what",), ((one,) for one in _sentences(summary, changed, locale)), locale
        ),
    ]


def _apart(replayed: Iterable[Replayed]) -> tuple[list[ReplayedClaim], list[NotReplayed]]:
    judged: list[ReplayedClaim] = []
    not_judged: list[NotReplayed] = []
    for one in replayed:
        if isinstance(one, ReplayedClaim):
            judged.append(one)
        else:
            not_judged.append(one)
    return judged, not_judged


def _differs(claim: ReplayedClaim) -> bool:
    return claim.before.gets != claim.after.gets or claim.before.outcome != claim.after.outcome


def _sentences(summary: ReplaySummary, changed: int, locale: Locale) -> Iterator[str]:
    everybody = summary.everybody
    programme = f"{summary.programme} {summary.programme_version}"
    yield said("replay.judged", locale, programme=programme, count=count(everybody.claims, locale))
    yield said(
        "replay.total",
        locale,
        changed=count(changed, locale),
        before=money(everybody.before, locale),
        after=money(everybody.after, locale),
        difference=change(everybody.difference, locale),
    )
    yield said(
        "replay.by_terms",
        locale,
        before=money(everybody.terms_before, locale),
        after=money(everybody.terms_after, locale),
        difference=change(everybody.terms_after - everybody.terms_before, locale),
    )
    if summary.not_judged:
        yield counted("replay.count.not_judged", summary.not_judged, locale)
    yield said("replay.alone", locale)


def _table(
    which: str, columns: Sequence[str], rows: Iterable[Sequence[str]], locale: Locale
) -> None:
    print_table(said(f"replay.title.{which}", locale), _heads(columns, locale), rows)


def _sheet(
    which: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], locale: Locale
) -> Sheet:
    return Sheet(said(f"replay.title.{which}", locale), _heads(columns, locale), rows)


def _heads(columns: Sequence[str], locale: Locale) -> list[str]:
    return [said(f"replay.column.{column}", locale) for column in columns]


def _claim_row(claim: ReplayedClaim, locale: Locale) -> tuple[str, ...]:
    return (
        claim.claim_id,
        plain(claim.partner),
        name("state", claim.state, locale),
        money(claim.before.gets, locale),
        money(claim.after.gets, locale),
        change(claim.difference, locale),
        "\n".join(plain(reason) for reason in reasons(claim, locale)),
    )


def _partner_row(total: PartnerTotal, locale: Locale) -> tuple[str, ...]:
    return (
        _partner(total, locale),
        count(total.claims, locale),
        count(total.more, locale),
        count(total.less, locale),
        money(total.before, locale),
        money(total.after, locale),
        change(total.difference, locale),
    )


def _partner(total: PartnerTotal, locale: Locale) -> str:
    return said("replay.everybody", locale) if total.partner_id is None else plain(total.partner)


def _partner_sheet(summary: ReplaySummary, locale: Locale) -> Iterator[tuple[Value, ...]]:
    for total in (*summary.partners, summary.everybody):
        counts = (total.claims, total.more, total.less)
        amounts = (total.before, total.after, total.difference)
        yield _partner(total, locale), *counts, *amounts, total.terms_before, total.terms_after


def _claim_sheet(
    judged: Iterable[ReplayedClaim], programme: Programme, locale: Locale
) -> Iterator[tuple[Value, ...]]:
    called = {
        key: terms.names.ru if locale == "ru" else terms.names.en
        for key, terms in programme.activities.items()
    }
    for claim in judged:
        yield (
            claim.claim_id,
            claim.version,
            claim.partner,
            called[claim.activity_type],
            claim.last_day,
            name("state", claim.state, locale),
            claim.before.gets,
            claim.after.gets,
            claim.difference,
            claim.before.by_terms,
            claim.after.by_terms,
            claim.after.gets.currency,
            "\n".join(reasons(claim, locale)),
        )


def _plain(one: Replayed, locale: Locale) -> dict[str, object]:
    written = one.model_dump(mode="json")
    if isinstance(one, NotReplayed):
        return written | {"why": why_not(one, locale)}
    difference = one.difference.model_dump(mode="json")
    return written | {"difference": difference, "why": reasons(one, locale)}


def _plain_summary(summary: ReplaySummary) -> dict[str, object]:
    written = summary.model_dump(mode="json")
    totals = [*summary.partners, summary.everybody]
    for plain_total, total in zip(
        [*written["partners"], written["everybody"]], totals, strict=True
    ):
        plain_total["difference"] = total.difference.model_dump(mode="json")
    return written
