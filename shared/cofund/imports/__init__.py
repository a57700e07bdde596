"""Lists that managers keep elsewhere, taken in: partners and their turnover from 1C or Excel.

Read in this order::

    heads      which column says what, and of which period
    listing    a file to numbered rows under the headings that Cofund knows
    cells      what a cell means: numbers with check digits, amounts, yes and no
    periods    which month, quarter or year a head or a cell names
    rows       a row to facts of a partner, or to the problems that it has
    partners   rows to changes of partners and their turnover

Pure but for the reading of the file, which happens in the sandbox like that of any document. What
is taken in is decided in ``cofund.steps.managing``: ``importing``, from the page ``sent_lists``.
"""
