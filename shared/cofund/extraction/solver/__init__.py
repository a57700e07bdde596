"""Totals: every printed amount that may be one, and the arithmetic that chooses among them.

Read in this order::

    labels      which words take an amount for which total, in seven languages
    printed     the amounts of the pages and the words that label each of them
    spelled     amounts in words
    candidates  an amount, where it stands and what its label takes it for
    columns     totals whose labels are heads above them
    labelled    labels and values anywhere on a page: for numbers and dates
    breakdown   tables of tax by rate: rate, basis, tax
    checks      what the rest of the document says about a total: votes and vetoes
    choice      the total that most checks agree with and none contradicts
"""
