"""Participant lists in every layout that partners send, and what each of them prints.

``PRINTED`` names a layout, what draws it and the fields that it prints of a person, so that a test
or a measurement knows what has to be read. ``russians`` and ``foreigners`` invent the people.
"""

from tests.builders.lists.layouts import PRINTED, Layout
from tests.builders.lists.people import Listed, foreigners, russians

__all__ = ["PRINTED", "Layout", "Listed", "foreigners", "russians"]
