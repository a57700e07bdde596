"""Russian forms: what is particular to each, on top of what every commercial paper has.

The forms::

    numbered_lines  счёт-фактура and УПД: numbered lines above a table
    correction      корректировочный счёт-фактура and УКД: what changed
    waybill         ТОРГ-12
    payment_form    платёжное поручение 0401060; payment_slip: what banks' programs and apps print
    receipt         a till's strip (receipt_lines: what was sold, receipt_sums: what it adds up to)
    contract        договор and what belongs to it

What they are read with::

    labelled        labels and their values, in one column or in several
    beside          values whose label stands in small print below them
    requisites      what a party's words say (requisite_words has the labels, banking the accounts)
    sellers_bank    the seller's bank wherever it is printed
    letterhead      the seller whom no label names
    graphs          tables whose columns are numbered; sums_of_cells: the sums of one row
    stated_sums     what such a table adds up to; total_line: its total where it could not be told
    spelled         the amount in words
"""
