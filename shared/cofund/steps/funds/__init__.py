"""The funds' year: kept every night, budgets, reminders, runs over all partners and reports."""
