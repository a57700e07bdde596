"""A partner's funds through the year: ``calendar`` says what is due, ``reminding`` whom to tell.

Pure; ``cofund.steps.keeping_funds`` and ``cofund.steps.reminding`` do it.
"""
