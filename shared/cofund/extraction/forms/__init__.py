"""Russian forms: what is particular to each, on top of what every commercial paper has.

::

    labelled        labels and their values, in one column or in several
    beside          values whose label stands in small print below them
    requisites      what a party's words say, with check digits and the accounts' keys
    sellers_bank    the seller's bank wherever it is printed
"""
