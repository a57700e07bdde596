"""Files changed at random: each ends in content or in a named reason, within the limits.

``python -m tests.fuzz --seconds 60 --seed 1``; ``make fuzz``. A seed gives the same files again as
long as the golden files are the same.
"""
