"""Takes the pictures of the README anew: ``python -m tests.browser.screenshots``.

A partner files the sample with flights on its invoice; the pictures show what the reviewer sees of
it, and what the partner's phone does.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from cofund.cli.visits import draft_claim, sign_in, submit_draft
from cofund.files.written import load_claim_folder
from tests.browser.conftest import ARGUMENTS, CHROMIUM, NOW
from tests.browser.filing import LOGIN
from tests.browser.stack import PASSWORD, PROJECT, SAMPLES, Stack
from tests.browser.visitors import SLOW, signed_in

IMAGES = PROJECT / "docs" / "images"
SAMPLE = "flight-on-invoice"
COLOURS = 128


def take(stack: Stack, browser: Browser) -> None:
    """Take both pictures."""
    claim = file_sample(stack)
    _, link = stack.asked(load_claim_folder(SAMPLES / SAMPLE).application.activity.name)
    save(review_picture(browser, link), IMAGES / "review.png")
    save(phone_picture(browser, stack, claim), IMAGES / "phone.png")


def file_sample(stack: Stack) -> str:
    """File the sample, wait for its review, and give the address of its partner's page."""
    folder = SAMPLES / SAMPLE
    visitor = sign_in(stack.url, LOGIN, PASSWORD)
    draft = draft_claim(visitor, folder, load_claim_folder(folder))
    submit_draft(visitor, draft)
    stack.rest()
    return f"{stack.url}/claims/{draft.claim_id}"


def review_picture(browser: Browser, link: str) -> bytes:
    """Give the findings, and below them the page of the invoice with its evidence."""
    context = browser.new_context(viewport={"width": 1100, "height": 900}, locale="en-GB")
    page = opened(context.new_page(), link)
    top = page.screenshot(
        clip={"x": 0, "y": 0, "width": 1100, "height": above(page, "#facts-title")}
    )
    marked = page.locator(".review-document", has=page.locator(".evidence-amber")).first
    marked.locator("img").first.scroll_into_view_if_needed()
    page.wait_for_function(
        "(one) => one.complete", arg=marked.locator("img").first.element_handle()
    )
    below = marked.screenshot()
    context.close()
    return stacked(top, below, height=1500)


def phone_picture(browser: Browser, stack: Stack, claim: str) -> bytes:
    """Give the partner's page of the claim on a phone, in Russian."""
    context = browser.new_context(
        viewport={"width": 390, "height": 1020}, device_scale_factor=2, locale="ru-RU"
    )
    page = opened(signed_in(context, stack, LOGIN), claim)
    picture = page.screenshot()
    context.close()
    return picture


def opened(page: Page, address: str) -> Page:
    """Open an address, patiently."""
    page.set_default_timeout(SLOW)
    page.goto(address)
    return page


def above(page: Page, selector: str) -> float:
    """Give how far down the page something stands."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["y"] - 24


def stacked(top: bytes, below: bytes, *, height: int) -> bytes:
    """Give two pictures, one below the other, cut at a height."""
    first, second = (Image.open(io.BytesIO(picture)).convert("RGB") for picture in (top, below))
    sheet = Image.new("RGB", (first.width, height), first.getpixel((2, first.height - 2)))
    sheet.paste(first, (0, 0))
    sheet.paste(second, ((first.width - second.width) // 2, first.height))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def save(picture: bytes, target: Path) -> None:
    """Write a picture with few colours, small enough for a README."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS)
    target.parent.mkdir(parents=True, exist_ok=True)
    image.save(target, optimize=True)


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory(prefix="cofund-pictures-") as folder,
        Stack(Path(folder), NOW) as running,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        take(running, chromium)
        chromium.close()
