"""A PDF's page tree and its drawings inside drawings, walked with bounds."""

from __future__ import annotations

from typing import Any

import pikepdf

from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

TREE_NODES_PER_PAGE = 4


def check_pages(pdf: pikepdf.Pdf, limits: Limits) -> None:
    """Check that the tree ends, and has pages of a size and number that a paper has.

    Raises:
        CannotRead: it loops, holds no or too many pages, or huge ones.
    """
    waiting, seen, pages = [pdf.Root.get("/Pages")], set(), 0
    for _ in range(limits.pages * TREE_NODES_PER_PAGE + 1):
        if not waiting:
            break
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            raise CannotRead("damaged")
        _check_boxes(node, limits)
        kids = node.get("/Kids")
        if kids is None:
            pages += 1
            continue
        seen.add(node.objgen)
        if len(kids) > limits.pages * TREE_NODES_PER_PAGE:
            raise CannotRead("too_many_pages")
        waiting += list(kids)
    _check_count(pages, waiting, limits)


def _check_count(pages: int, left: list[Any], limits: Limits) -> None:
    if left or pages > limits.pages:
        raise CannotRead("too_many_pages")
    if pages == 0:
        raise CannotRead("damaged")


def _check_boxes(node: pikepdf.Dictionary, limits: Limits) -> None:
    """A page's boxes, or those that a branch of the tree passes on to its pages."""
    for name in ("/MediaBox", "/CropBox"):
        box = node.get(name)
        if box is not None:
            x0, y0, x1, y1 = (float(side) for side in box)
            if not max(abs(x1 - x0), abs(y1 - y0)) <= limits.page_points:
                raise CannotRead("page_too_large")


def check_forms(pdf: pikepdf.Pdf, limits: Limits) -> None:
    """Check that drawings inside drawings end within the depth limit.

    Raises:
        CannotRead: they do not.
    """
    inside = {
        form.objgen: _forms_in(form)
        for form in pdf.objects
        if isinstance(form, pikepdf.Stream) and str(form.get("/Subtype", "")) == "/Form"
    }
    layer = set(inside)
    for _ in range(limits.form_depth):
        layer = {inner for outer in layer for inner in inside.get(outer, ()) if inner in inside}
        if not layer:
            return
    raise CannotRead("too_much_content")


def _forms_in(form: pikepdf.Stream) -> list[tuple[int, int]]:
    resources = form.get("/Resources")
    drawings = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(drawings, pikepdf.Dictionary):
        return []
    return [each.objgen for each in drawings.values() if isinstance(each, pikepdf.Stream)]
