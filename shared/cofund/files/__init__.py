"""Files that people write, and what is kept as files.

``yaml_plain`` and ``yaml_lines`` read YAML with the line of each mistake and, by ``yaml_shapes``,
what may stand there; ``written`` reads claim folders and seeds, ``rate_files`` exchange rates,
``stored_inputs`` what a claim was judged from.
"""
