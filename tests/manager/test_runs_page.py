"""What the nightly runs did, as managers read it."""

from __future__ import annotations

import csv
from base64 import b64decode
from io import StringIO

from cofund.models.budgets import BudgetKey
from cofund.steps.funds.budgeting import set_budget
from cofund.steps.funds.keeping_batch import keep_batch
from cofund.steps.funds.reporting_period import report_period
from cofund.steps.funds.running import list_partners, manifest_of
from tests.builders.claims import an_office
from tests.builders.reads import roubles
from tests.security.browser import Browser


def test_managers_read_what_the_latest_runs_did() -> None:
    office = an_office()
    manager = Browser(office, "marina")
    assert "Пересчётов ещё не было" in manager.get("/manage/runs").body
    run = list_partners("keep", office=office)
    for batch in manifest_of(run.run_id, office=office):
        keep_batch(run.run_id, batch, office=office)
    assert "Пересчётов ещё не было" in manager.get("/manage/runs").body
    report = report_period(run.run_id, office=office)
    assert report.moved == 2
    shown = manager.get("/manage/runs").body
    assert "Изменились фонды 2 партнёров из 2" in shown
    assert Browser(office, "anna").get("/manage/runs").status == 404


def test_the_file_says_who_got_how_much_and_what_could_not_be_moved() -> None:
    office = an_office()
    partner = office.directory.partner("integrator").model_copy(update={"name": "=SUM(A1)"})
    office.directory.add_partner(partner)
    key = BudgetKey(programme="it-vendor", year="2026", scope="level.gold")
    set_budget(key, roubles(1), by="marina", reason="plan", office=office)
    run = list_partners("keep", office=office)
    for batch in manifest_of(run.run_id, office=office):
        keep_batch(run.run_id, batch, office=office)
    path = f"/manage/runs/{run.run_id}/partners.csv"
    manager = Browser(office, "marina")
    assert manager.get(path).status == 404
    report_period(run.run_id, office=office)
    assert path in manager.get("/manage/runs").body
    got = manager.get(path)
    assert "attachment" in got.headers["Content-Disposition"]
    heads, *rows = csv.reader(StringIO(b64decode(got.body).decode("utf-8-sig")), delimiter=";")
    assert heads[:6] == [
        "Партнёр",
        "Код партнёра",
        "Валюта",
        "Начислено",
        "Списано обратно",
        "Сгорело",
    ]
    by_id = {row[1]: row for row in rows}
    assert by_id["integrator"][0] == "'=SUM(A1)"
    assert "не начислены" in by_id["integrator"][-1]
    assert Browser(office, "anna").get(path).status == 404
    assert manager.get("/manage/runs/it-vendor-2020-01-01-keep/partners.csv").status == 404


def test_partners_whom_a_run_left_out_are_named() -> None:
    office = an_office()
    lost = office.directory.partner("integrator").model_copy(update={"programme": "none"})
    office.directory.add_partner(lost)
    run = list_partners("keep", office=office)
    for batch in manifest_of(run.run_id, office=office):
        keep_batch(run.run_id, batch, office=office)
    report_period(run.run_id, office=office)
    shown = Browser(office, "marina").get("/manage/runs").body
    assert f"{lost.name}</bdi></a>: NotFound" in shown


def test_the_first_page_leads_to_everything() -> None:
    body = Browser(an_office(), "marina").get("/manage").body
    ways = ("/manage/budgets", "/manage/import", "/manage/orders", "/manage/runs", "/partners")
    assert all(f'href="{way}"' in body for way in ways)
