"""Real Chromium on pages drawn from the story, served under their own headers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.site import Site, Storage
from tests.browser.stack import Stack
from tests.browser.visitors import SLOW

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


expect.set_options(timeout=SLOW)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium, started once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def page_image() -> bytes:
    """Give a blank sheet as a page image."""
    sheet = io.BytesIO()
    Image.new("RGB", (595, 842), "white").save(sheet, "PNG")
    return sheet.getvalue()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Give the whole installation, seeded, on the day of the samples."""
    with Stack(tmp_path_factory.mktemp("stack"), NOW) as running:
        yield running


@pytest.fixture
def storage() -> Iterator[Storage]:
    """Give a storage of another origin that takes POSTed files."""
    with Storage() as running:
        yield running


@pytest.fixture
def site(storage: Storage, page_image: bytes) -> Iterator[Site]:
    """Give the site that serves the story's pages."""
    with Site(storage.origin, page_image) as running:
        yield running


@pytest.fixture(scope="session")
def gallery(page_image: bytes) -> Iterator[Site]:
    """Give a site for pages that are only looked at."""
    with Site("https://quarantine.example", page_image) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a desktop window."""
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    context.set_default_timeout(SLOW)
    yield context.new_page()
    context.close()
