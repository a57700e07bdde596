"""The local engine runs Cofund's own template.yaml on one machine, without AWS and Docker.

Start reading at `engine.py`; README.md beside it has the map.
"""
