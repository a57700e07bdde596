"""From the papers' cost to the claimable amount.

Read in this order::

    cost           which papers state the cost; cost_lines: what single lines cost; line_kinds
    exchange       papers in other currencies
    eligible       what the findings' deductions leave of each paper
    souvenirs      what counts against the yearly limit
    waterfall      every step from cost to claimable amount; flow: one step
    once_per_file  remembers what is asked of one claim file again and again
    invoice_facts  each invoice's part of it; vat_split, apportion: exact to the kopeck
"""
