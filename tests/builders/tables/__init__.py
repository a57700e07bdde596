"""Tables of goods in many looks, drawn from the same lines: the same must be read of each."""

from __future__ import annotations

from tests.builders.tables.drawn import (
    bottom_aligned,
    boxed,
    centred,
    column_lines,
    dark_head,
    discounted,
    frame_and_head,
    full_grid,
    head_box,
    headless,
    level_lines,
    many_pages,
    open_columns,
    side_by_side,
    striped,
    tight,
    two_row_head,
    units_with_numbers,
    vat_columns,
)
from tests.builders.tables.goods import Good, some_goods

LOOKS = {
    each.__name__: each
    for each in (
        full_grid, level_lines, head_box, open_columns, striped, dark_head, two_row_head,
        column_lines, frame_and_head, many_pages, centred, bottom_aligned, vat_columns, discounted,
        headless, side_by_side, tight, units_with_numbers, boxed,
    )
}  # fmt: skip
"""Every look by its name."""

__all__ = ["LOOKS", "Good", "some_goods"]
