"""Exact sources and the page, put together: the source wins, what differs is named.

Read in this order::

    typed       what a source states, as values of the fields
    printed     where a value stands on the page, in whatever way it is written there
    fields      one field: the source's value, the page's, and whether they agree
    parties     sellers and buyers
    lines       lines and taxes
    sums        an e-invoice's own totals against each other
    documents   the whole document
"""
