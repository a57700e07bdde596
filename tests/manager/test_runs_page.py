"""What the nightly runs did, as managers read it."""

from __future__ import annotations

from cofund.steps.funds.keeping_batch import keep_batch
from cofund.steps.funds.reporting_period import report_period
from cofund.steps.funds.running import list_partners, manifest_of
from tests.builders.claims import an_office
from tests.security.browser import Browser


def test_managers_read_what_the_latest_runs_did() -> None:
    office = an_office()
    manager = Browser(office, "marina")
    assert "Прогонов ещё не было" in manager.get("/manage/runs").body
    run = list_partners("keep", office=office)
    for batch in manifest_of(run.run_id, office=office):
        keep_batch(run.run_id, batch, office=office)
    assert "Прогонов ещё не было" in manager.get("/manage/runs").body
    report = report_period(run.run_id, office=office)
    assert report.moved == 2
    shown = manager.get("/manage/runs").body
    assert "Изменились фонды 2 партнёров из 2" in shown
    assert Browser(office, "anna").get("/manage/runs").status == 404


def test_the_first_page_leads_to_everything() -> None:
    body = Browser(an_office(), "marina").get("/manage").body
    ways = ("/manage/import", "/manage/orders", "/manage/runs", "/partners")
    assert all(f'href="{way}"' in body for way in ways)
