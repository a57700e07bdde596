"""Text documents (DOCX): paragraphs and tables, by python-docx."""

from __future__ import annotations

from importlib.metadata import version
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import XMLSyntaxError

from cofund.extraction.found import ContentFound, TableFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

MOST_TABLES = 200
MOST_ROWS = 10_200
LONGEST_PARAGRAPH = 4_000


def read_text_document(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give the paragraphs and tables in their order.

    Raises:
        CannotRead: it is damaged or holds too much.
    """
    try:
        document = docx.Document(BytesIO(inspected.document))
    except (PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError):
        raise CannotRead("damaged") from None
    paragraphs = [paragraph.text.strip()[:LONGEST_PARAGRAPH] for paragraph in document.paragraphs]
    if len(paragraphs) > limits.paragraphs or len(document.tables) > MOST_TABLES:
        raise CannotRead("too_much_content")
    return {
        "sniffed": inspected.sniffed,
        "engine": f"python-docx {version('python-docx')}",
        "flags": list(inspected.flags),
        "paragraphs": [paragraph for paragraph in paragraphs if paragraph],
        "tables": [_table(table) for table in document.tables],
    }


def _table(table: Table) -> TableFound:
    rows = islice(table.rows, MOST_ROWS)
    return {
        "name": "",
        "rows": [[cell.text.strip()[:LONGEST_PARAGRAPH] for cell in row.cells] for row in rows],
    }
