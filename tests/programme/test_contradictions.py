"""Terms that contradict each other: every place at once, and what to write there."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

import cofund
from cofund.models.programme import Programme
from cofund.programme import ProgrammeError, load_programme, load_programmes
from tests.builders.claim_files import the_programme

PROGRAMS = Path(cofund.__file__).parent / "programs"


def text_of(name: str) -> str:
    """Give a shipped programme as it is written."""
    return (PROGRAMS / f"{name}.yaml").read_text("utf-8")


def problems(tmp_path: Path, name: str, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Give what stands on the line of each mistake of a changed programme, and the mistake."""
    text = text_of(name)
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text, count=1)
        assert count == 1, pattern
    path = tmp_path / "changed.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProgrammeError) as caught:
        load_programme(path)
    lines = text.splitlines()
    return [
        (lines[one.line - 1].strip(), f"{one.place}: {one.message}")
        for one in caught.value.problems
    ]


@pytest.mark.parametrize(
    ("name", "pattern", "replacement", "line", "problem"),
    [
        ("shared-advertising", "value: 200 000 RUB, tender", "value: 300 001 RUB, tender",
         "per_claim:", "caps.per_claim: is above per_activity, so it can never be reached"),
        ("shared-advertising", "per_month: {value: 400 000", "per_month: {value: 2 000 001",
         "per_month:", "caps.per_month: is above per_year"),
        ("shared-advertising", "gold: 250 000 RUB, ", "", "amounts:",
         "write one for gold, too: it stands in participation.levels"),
        ("shared-advertising", "amounts: {gold", "amounts: {silver: 1 RUB, gold", "amounts:",
         "silver takes no part; drop it or add it to participation.levels"),
        ("shared-advertising", r"levels: \[gold, platinum\]", "levels: [gold, diamond]", "levels:",
         "write 'silver', 'gold' or 'platinum', not 'diamond'"),
        ("distributor-bonus", "platinum: 5 %", "diamond: 5 %", "shares:",
         "write 'silver', 'gold' or 'platinum', not 'diamond'"),
        ("shared-advertising", r"levels: \[gold, platinum\]", "levels: []", "levels:",
         "write at least one here"),
        ("shared-advertising", "each: quarter", "each: year", "each: year",
         "a quarter's fund cannot wait for a year; write quarter or a shorter one"),
        ("shared-advertising", "by: equal_parts", "by: halves", "brand_share:",
         "write by: one of 'fixed', 'equal_parts', 'table'"),
        ("shared-advertising", r"brand_share: \{by: equal_parts\}",
         "brand_share: {by: table, shares: [50 %, 60 %]}", "brand_share:",
         "with more manufacturers the share gets no larger"),
        ("distributor-bonus", "key_direction_share: 100 %", "key_direction_share: 40 %",
         "key_direction_share:", "is below share; key directions get no less"),
        ("distributor-bonus", "group: advertising", "group: souvenirs", "group: souvenirs",
         "there are no souvenirs terms; write them, or another group"),
        ("distributor-bonus", r"accepted: \[USD", "accepted: [RUB", "accepted:",
         "RUB is the programme's own currency; leave it out"),
        ("distributor-bonus", r"accepted: \[USD", "accepted: [EUR", "accepted:",
         '"EUR" stands here twice; keep one'),
        ("distributor-bonus", "currency: RUB", "currency: RUR", "currency:",
         "currency: RUR is no currency in use; write one like RUB"),
        ("distributor-bonus", r"accepted: \[USD", "accepted: [USB", "accepted:",
         "USB is no currency in use"),
        ("distributor-bonus", r"accepted: \[USD", "accepted: [dollars", "accepted:", "currenc"),
        ("distributor-bonus", r"      - \[participant_list\]\n", "", "joint_event:",
         "documents: add [participant_list], participants are counted on it"),
        ("distributor-bonus", r"(?s)- \[waybill, upd\]\n      - \[layout, photo\]\n      "
         r"- \[payment_order, receipt\]", "- [layout]", "promotional_materials:",
         "documents: ask for a paper with the cost"),
        ("distributor-bonus", r"- \[waybill, upd\]", "- [unknown]", "- [unknown]",
         "write 'invoice', "),
        ("distributor-bonus", r"- \[waybill, upd\]", "- []", "promotional_materials:",
         "asks for nothing; drop it"),
        ("distributor-bonus", "category: goods", "category: cash", "- category: cash",
         '"cash" stands here twice; keep one'),
        ("distributor-bonus", r"forms: \[bank_transfer, account_credit\]", "forms: [barter]",
         "forms:", "write 'bank_transfer'"),
        ("distributor-bonus", r"forms: \[bank_transfer, account_credit\]", "forms: []", "forms:",
         "write at least one here"),
        ("shared-advertising", "staff_at_most: 50", "staff_at_most: 50\n      staff_at_least: 51",
         "regional:", "staff_at_least is above staff_at_most"),
        ("shared-advertising", "turnover_from: 5 000 000 RUB", "turnover_from: 100 000 000 RUB",
         "regional:", "turnover_from has to be below turnover_below"),
        ("it-vendor", "turnover_from: 15 000 000 RUB", "turnover_from: 15 000 000 USD",
         "accrual:", "write all bands in one currency"),
        ("it-vendor", r"first: \"02-01\", last: \"03-31\"", 'first: "12-01", last: "01-31"',
         "- {first", "write two, up to 12-31, from 01-01"),
        ("it-vendor", "unit: working", "unit: business", "unit:", "'working' or 'calendar'"),
        ("it-vendor", "  levels: .*\n", "", "participation:", "levels: is missing"),
        ("it-vendor", r"accounts: \{value: \[company, person\]", "accounts: {value: [person]",
         "accounts:", "conversion is for companies; add company, or drop conversion"),
        ("it-vendor", r"accounts: \{value: \[company, person\]", "accounts: {value: []",
         "points:", "accounts: write company, person or both"),
        ("it-vendor", "per_month: {value: 60000", "per_month: {value: 29999", "per_month:",
         "is below points, so it is never earned; raise it"),
        ("it-vendor", "per_month: {value: 100000", "per_month: {value: 39999", "points: 40000",
         "is above points.caps.per_month, so it is never earned"),
        ("it-vendor", r"spent_on: \[conversion, ", "spent_on: [", "points:",
         "spent_on names conversion where conversion has its terms"),
        ("it-vendor", ", paid_publications]", "]", "points:",
         "spent_on names paid_publications where publications has their prices"),
        ("it-vendor", ", souvenirs, activity", ", activity_costs, activity", "spent_on:",
         '"activity_costs" stands here twice; keep one'),
        ("it-vendor", r"hosts: \[habr.com", "hosts: [https://habr.com", "proof:",
         'write a host like "habr.com"'),
        ("it-vendor", r"hosts: \[habr.com", "hosts: [127.0.0.1", "proof:",
         'write a host like "habr.com"'),
        ("it-vendor", "by: any_public_host", "by: anywhere", "proof:",
         "write by: one of 'hosts', 'any_public_host'"),
        ("it-vendor", "Europe/Moscow", "Europe/Moskva", "zone:", "zone of the tz database"),
    ],
)  # fmt: skip
def test_a_contradiction_is_named_where_it_stands(
    tmp_path: Path, name: str, pattern: str, replacement: str, line: str, problem: str
) -> None:
    found = problems(tmp_path, name, (pattern, replacement))
    assert any(stands.startswith(line) and problem in said for stands, said in found), found


def test_all_contradictions_are_named_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        "distributor-bonus",
        ("key_direction_share: 100 %", "key_direction_share: 40 %"),
        (r"accepted: \[USD", "accepted: [RUB"),
        ("per_activity: {value: 1 000 000 RUB", "per_activity: {value: 1 000 000 USD"),
    )
    assert [said.split(":")[0] for _, said in found] == [
        "currencies.accepted",
        "refund.key_direction_share",
        "caps.per_activity",
    ]


def test_a_contradiction_never_becomes_a_programme() -> None:
    refund = the_programme().refund.model_copy(update={"key_direction_share": Decimal(10)})
    written = the_programme(refund=refund).model_dump_json()
    with pytest.raises(ValidationError, match="key_direction_share: is below share"):
        Programme.model_validate_json(written)


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (("", ""), "version", 'a.yaml is version "2026.1", too; write another version'),
        (
            ('version: "2026.1"', 'version: "2026.2"'),
            "in_force_from",
            "a.yaml begins on 2026-01-01, too; write another day",
        ),
    ],
)
def test_two_versions_that_cannot_be_told_apart_are_refused(
    tmp_path: Path, change: tuple[str, str], place: str, message: str
) -> None:
    (tmp_path / "a.yaml").write_text(text_of("it-vendor"), "utf-8")
    (tmp_path / "b.yaml").write_text(text_of("it-vendor").replace(*change), "utf-8")
    with pytest.raises(ProgrammeError) as caught:
        load_programmes(tmp_path)
    (problem,) = caught.value.problems
    assert (caught.value.path.name, problem.place, problem.message) == ("b.yaml", place, message)


@pytest.mark.parametrize(
    ("begins", "change", "problem"),
    [
        (
            "2027-01-01",
            ("currency: RUB", "currency: EUR"),
            ("currency", "2026.1 is in RUB; give this programme another name"),
        ),
        (
            "2026-07-01",
            ("period: quarter", "period: month"),
            ("fund", "2026.1 has quarter, expires_with_period; change it on 1 January only"),
        ),
        (
            "2026-07-01",
            ("expires_with_period", "expires_with_year"),
            ("fund", "2026.1 has quarter, expires_with_period; change it on 1 January only"),
        ),
        ("2027-01-01", ("period: quarter", "period: month"), None),
        ("2026-07-01", ("share: 4 %", "share: 5 %"), None),
    ],
)
def test_a_version_under_which_standing_funds_could_not_go_on_is_refused(
    tmp_path: Path, begins: str, change: tuple[str, str], problem: tuple[str, str] | None
) -> None:
    text = text_of("it-vendor")
    later = text.replace("2026.1", "new").replace("in_force_from: 2026-01-01", "in_force_from: x")
    later = later.replace(*change).replace("in_force_from: x", f"in_force_from: {begins}")
    if change[1] == "currency: EUR":
        later = later.replace(" RUB", " EUR")
    (tmp_path / "a.yaml").write_text(later, "utf-8")  # read first, though it is the later one
    (tmp_path / "b.yaml").write_text(text, "utf-8")
    if problem is None:
        assert [one.version for one in load_programmes(tmp_path)] == ["new", "2026.1"]
        return
    with pytest.raises(ProgrammeError) as caught:
        load_programmes(tmp_path)
    (found,) = caught.value.problems
    assert (caught.value.path.name, found.place, found.message) == ("a.yaml", *problem)


def test_several_programmes_and_versions_of_a_folder_are_read(tmp_path: Path) -> None:
    later = text_of("it-vendor").replace('version: "2026.1"', 'version: "2027.1"')
    (tmp_path / "a.yaml").write_text(text_of("it-vendor"), "utf-8")
    (tmp_path / "b.yaml").write_text(
        later.replace("in_force_from: 2026-01-01", "in_force_from: 2027-01-01"), "utf-8"
    )
    (tmp_path / "c.yaml").write_text(text_of("distributor-bonus"), "utf-8")
    assert [one.version for one in load_programmes(tmp_path)] == ["2026.1", "2027.1", "2026.1"]
