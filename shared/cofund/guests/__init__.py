"""People on participant lists: told apart, counted, and kept as facts without their names.

``apart`` compares rows, ``facts`` turns lists into what rules may see, ``keys`` makes the keyed
hashes by which guests of other events are found again.
"""
