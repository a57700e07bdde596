"""Points: awards and the links that prove them, credit, spending, the year's end; their pages."""
