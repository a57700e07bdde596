"""Measures reading on documents whose truth is known: ``make bench-reading CORPUS=DIR``.

Read in this order::

    __main__    the command: what it measures, what it writes
    facts       what is true of a document, and what a tool answered
    corpora     folders of documents with their truth: one small adapter per format
    ours        Cofund as a program: files in, answers out
    rivals/     the others as a program in an environment of their own, asked the same
    asking      programs asked file by file: time, memory, what died
    score       an answer next to the truth
    counting    how many are right, of how many
    summary     the figures of all tools
    table       the figures as a part of docs/benchmarks.md

A file that fails is counted wrong and listed, never left out.
"""
