"""What a reviewer may set right in a reading. Pure.

``correctable`` says which values, ``typed`` reads what was typed, ``corrected`` lays it over the
reading.
"""
