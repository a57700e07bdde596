"""Golden scans and photos: papers of the other catalogues without their text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PIL import Image

from tests.builders import papers
from tests.builders.lists import PRINTED, russians
from tests.builders.papers import acts, pictures, schet_more, tax_forms
from tests.extraction.papers import SALE, SALE_ABROAD
from tests.golden.event_truths import of_people
from tests.golden.facts import CARRIED, PRINTED_MATTER, SOUVENIRS
from tests.golden.golden import Catalogue, Golden
from tests.golden.truths import Truth, of_sale

NO_WORDS = ("amount_in_words",)
FEW_LINES = replace(CARRIED, number="813/26", lines=CARRIED.lines[:44])
GUESTS = russians(16, seed=5)
TWO_SIDED = replace(PRINTED_MATTER, number="УТ-237")
TOTAL_BOX = (490, 322, 556, 336)
"""Where the 1C form of ``SALE`` prints its total, in points."""


def _scan(truth: Truth, *, accepted: Iterable[str] = ("gross",)) -> Truth:
    """Give a paper's truth for its picture; its lines are read where they can be."""
    return {**truth, "group": "scan", "lines": [], "accepted": list(accepted)}


def _with_its_back(document: bytes) -> list[Image.Image]:
    """Give a page and the empty back that a scanner of both sides puts behind it."""
    (front,) = pictures.pages_of(document)
    return [front, Image.new("L", front.size, "white")]


def _inked() -> Truth:
    truth = _scan(of_sale(SALE, without=("gross", "amount_in_words", "tax")), accepted=())
    return {**truth, "review": ["gross"]}


SCANS: Catalogue = {
    "scan-invoice.jpg": Golden(
        lambda: pictures.jpeg(pictures.worn(pictures.pages_of(papers.invoice_pdf(SALE))[0])),
        _scan(of_sale(SALE)),
        pixels=True,
    ),
    "scan-act.pdf": Golden(
        lambda: pictures.pdf_of(
            pictures.worn(pictures.pages_of(papers.act_pdf(SALE))[0], skew_degrees=-1.2)
        ),
        _scan(of_sale(SALE, "act")),
        pixels=True,
    ),
    "scan-stamped.jpg": Golden(
        lambda: pictures.jpeg(
            pictures.stamped(
                pictures.worn(pictures.pages_of(papers.invoice_pdf(SOUVENIRS))[0]),
                centre=(0.42, 0.5),
            )
        ),
        _scan(of_sale(SOUVENIRS)),
        pixels=True,
    ),
    "scan-turned.jpg": Golden(
        lambda: pictures.jpeg(
            pictures.worn(pictures.pages_of(acts.act_of_hours(PRINTED_MATTER))[0]).rotate(
                90, expand=True
            )
        ),
        _scan(of_sale(PRINTED_MATTER, "act")),
        pixels=True,
    ),
    "scan-english.png": Golden(
        lambda: pictures.png_in_two_tones(
            pictures.pages_of(papers.english_invoice_pdf(SALE_ABROAD))[0]
        ),
        _scan(of_sale(SALE_ABROAD, without=NO_WORDS)),
        pixels=True,
    ),
    "scan-upd.jpg": Golden(
        lambda: pictures.jpeg(
            pictures.worn(
                pictures.pages_of(tax_forms.transfer_document_pdf(SOUVENIRS, status=1), dpi=240)[0]
            ),
            quality=35,
            dpi=240,
        ),
        _scan(of_sale(SOUVENIRS, "upd", without=NO_WORDS), accepted=()),
        pixels=True,
    ),
    "scan-participants.jpg": Golden(
        lambda: pictures.jpeg(
            pictures.worn(pictures.pages_of(PRINTED["bordered"].draw(GUESTS))[0])
        ),
        of_people(GUESTS),
        pixels=True,
    ),
    "scan-pages.tiff": Golden(
        lambda: pictures.tiff(_with_its_back(acts.act_of_hours(TWO_SIDED))),
        _scan(of_sale(TWO_SIDED, "act")),
        pixels=True,
    ),
    "scan-last-page.pdf": Golden(
        lambda: pictures.last_page_scanned(schet_more.schet_carried_over(FEW_LINES)),
        _scan(of_sale(FEW_LINES)),
        pixels=True,
    ),
    "scan-struck-out.jpg": Golden(
        lambda: pictures.jpeg(
            pictures.struck_out(pictures.pages_of(papers.invoice_pdf(SALE))[0], TOTAL_BOX)
        ),
        _inked(),
        pixels=True,
    ),
    "photo-invoice.jpg": Golden(
        lambda: pictures.jpeg(
            pictures.photographed_by_hand(pictures.pages_of(papers.invoice_pdf(SALE))[0])
        ),
        _scan(of_sale(SALE), accepted=()),
        pixels=True,
    ),
}
