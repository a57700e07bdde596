"""Reports on events and their programmes.

::

    words      labels, kinds of activity, how people are counted
    labels     labels and their values in tables, on lines, under headings
    days       the first and last day of a range
    told       what running text tells where no label does
    report     what a report says
    times      times of day
    programme  what a programme says
"""

from cofund.extraction.events.programme import programme_fields
from cofund.extraction.events.report import report_fields

__all__ = ["programme_fields", "report_fields"]
