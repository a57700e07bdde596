"""The ledger under test: borders, faults, races, walks and mutants."""
