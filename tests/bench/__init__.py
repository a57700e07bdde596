"""Measures Cofund on this machine: ``python -m tests.bench``.

Read in this order::

    __main__    the command and what it writes
    figures     one measured figure, its goal, and the arithmetic
    machine     what was measured on
    installed   the local engine in a process of its own, and what it weighs
    filed       the claims that are measured: documents, applications, what must come of them
    claims      claims through the real pages: one after another, then many at once
    imports     what a function costs to import, next to boto3
    cost        what a document costs to read, next to its bare text
    rules       all rules on a six-document claim, and on a list of 10,000 people
    replay      a rule change replayed over 5,000 past claims
    rules       what judging a claim costs: all rules, and a list of 10,000 people
    sizes       how long functions and modules are
    tables      figures for a screen, a file, a program
    kept        the parts of docs/benchmarks.md that other commands wrote
    reading/    what is read of documents of known truth, next to other tools: a command of its own

Nothing here is a test and no test measures: times depend on what else the machine does.
"""
