"""Russian forms: what is particular to each, on top of what every commercial paper has.

::

    labelled        labels and their values, in one column or in several
    beside          values whose label stands in small print below them
    requisites      what a party's words say (requisite_words has the labels, banking the accounts)
    sellers_bank    the seller's bank wherever it is printed
    graphs          tables whose columns are numbered; stated_sums: what they add up to
    numbered_lines  счёт-фактура and УПД
    waybill         ТОРГ-12
"""
