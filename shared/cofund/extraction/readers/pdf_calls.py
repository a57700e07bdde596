"""The pdfium functions that are called for every letter and line, bound without ceremony.

pypdfium2's own bindings check and wrap each pointer; called some ten thousand times a page that
costs more than pdfium's work. Here a pointer is a plain address, and results are written into
arrays that the caller owns.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_float, c_int, c_uint, c_void_p, cast
from typing import Any

import pypdfium2.raw as pdfium

Call = Callable[..., Any]


def address(pointer: Any) -> int:
    """Give the address that a pointer of pypdfium2 holds; 0 for none."""
    return cast(pointer, c_void_p).value or 0


def _lean(function: Any, result: Any, *arguments: Any) -> Call:
    return PYFUNCTYPE(result, *arguments)(address(function))


letter_code: Call = _lean(pdfium.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
letter_box: Call = _lean(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
letter_drawing: Call = _lean(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
letter_is_generated: Call = _lean(pdfium.FPDFText_IsGenerated, c_int, c_void_p, c_int)
letter_has_no_code: Call = _lean(pdfium.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
letter_angle: Call = _lean(pdfium.FPDFText_GetCharAngle, c_float, c_void_p, c_int)
letters_text: Call = _lean(pdfium.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)

drawings_of_page: Call = _lean(pdfium.FPDFPage_CountObjects, c_int, c_void_p)
drawing_of_page: Call = _lean(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
drawings_of_form: Call = _lean(pdfium.FPDFFormObj_CountObjects, c_int, c_void_p)
drawing_of_form: Call = _lean(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_int)
drawing_kind: Call = _lean(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
drawing_bounds: Call = _lean(pdfium.FPDFPageObj_GetBounds, c_int, *([c_void_p] * 5))
drawing_matrix: Call = _lean(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
drawing_fill: Call = _lean(pdfium.FPDFPageObj_GetFillColor, c_int, c_void_p, *([c_void_p] * 4))
drawing_lets_through: Call = _lean(pdfium.FPDFPageObj_HasTransparency, c_int, c_void_p)
drawing_set_active: Call = _lean(pdfium.FPDFPageObj_SetIsActive, c_int, c_void_p, c_int)
text_mode: Call = _lean(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)

path_modes: Call = _lean(pdfium.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
path_segments: Call = _lean(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
path_segment: Call = _lean(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_kind: Call = _lean(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
segment_point: Call = _lean(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_closes: Call = _lean(pdfium.FPDFPathSegment_GetClose, c_int, c_void_p)

clip_of_drawing: Call = _lean(pdfium.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
clip_paths: Call = _lean(pdfium.FPDFClipPath_CountPaths, c_int, c_void_p)
clip_segments: Call = _lean(pdfium.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
clip_segment: Call = _lean(pdfium.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
