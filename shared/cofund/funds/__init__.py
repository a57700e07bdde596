"""A partner's funds through the year: what is due, counted and told.

``calendar`` says what is due, ``counting`` to whose budgets it belongs, ``reminding`` whom to tell.
Pure; ``cofund.steps.funds.keeping_funds`` and ``cofund.steps.funds.reminding`` do it.
"""
