"""Claims of invented companies: one that is right, and one for each classic mistake."""
