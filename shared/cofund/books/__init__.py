"""The books: what is written where in the tables, in domain words, over any item store."""
