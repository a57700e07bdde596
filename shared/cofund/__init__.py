"""Cofund pays partners' marketing-fund claims.

The map; read in this order::

    models/        what steps hand to each other, in the order of the workflow
    claim_states   the life of a claim, as one table; errors: the failures that have a name
    extraction/    bytes in, values with evidence out
    programs/      vendors' programmes as YAML; programme reads them, terms/ says what they give
    guests/        lists of participants as facts, without names
    rules/         claim file in, findings out
    claimable/     the papers' cost, step by step to the claimable amount
    judgement      rules and waterfall together; offline: of a folder, without any cloud
    corrections/   what a reviewer sets right; version_changes: what a new version changed
    approval       links, reviewers, second persons; consenting, matter_states: of what is no claim
    ledger/        movements of money, points and pieces as conditional writes; books/: what stands
    funds/         what each fund should have by a day, and when partners are told
    payout         the messages to finance
    replays/       past claims judged by another programme
    pages/         web and mail in Russian and English
    steps/         one function for each state and route: where rules, books and ports meet; the
                   claim's lie flat, those of funds, activities, points, orders in packages
    ports          what all this needs from outside; aws/: how AWS gives it
    cli/           the command ``cofund``
"""
