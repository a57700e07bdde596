"""Papers that partners send, drawn from facts: pure, the same facts give the same bytes.

================================  =====================================================
facts                             papers
================================  =====================================================
``Sale`` (``Line``, ``Company``)  ``invoice_pdf`` (1C form), ``act_pdf``, ``english_invoice_pdf``
``Transfer``                      ``payment_order_pdf``
``GuestList`` (``Guest``)         ``participant_list_pdf``, ``…_xlsx``, ``…_csv``
``Event``                         ``event_report_pdf``, ``event_report_docx``
``Timetable``                     ``event_programme_pdf``, ``event_programme_docx``
any PDF                           ``scanned`` (a PDF without text), ``photographed`` (JPEG)
================================  =====================================================

``some_guests(count)`` gives invented people; ``tests.builders.companies`` invented companies.
"""

from tests.builders.papers.english import english_invoice_pdf
from tests.builders.papers.events import (
    event_programme_docx,
    event_programme_pdf,
    event_report_docx,
    event_report_pdf,
)
from tests.builders.papers.facts import (
    Event,
    Guest,
    GuestList,
    Line,
    Sale,
    Timetable,
    Transfer,
    some_guests,
)
from tests.builders.papers.payment import payment_order_pdf
from tests.builders.papers.people import (
    participant_list_csv,
    participant_list_pdf,
    participant_list_xlsx,
)
from tests.builders.papers.russian import act_pdf, invoice_pdf
from tests.builders.papers.scans import photographed, scanned
from tests.builders.papers.words import roubles_in_words

__all__ = [
    "Event",
    "Guest",
    "GuestList",
    "Line",
    "Sale",
    "Timetable",
    "Transfer",
    "act_pdf",
    "english_invoice_pdf",
    "event_programme_docx",
    "event_programme_pdf",
    "event_report_docx",
    "event_report_pdf",
    "invoice_pdf",
    "participant_list_csv",
    "participant_list_pdf",
    "participant_list_xlsx",
    "payment_order_pdf",
    "photographed",
    "roubles_in_words",
    "scanned",
    "some_guests",
]
