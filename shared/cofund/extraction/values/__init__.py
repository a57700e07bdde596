"""What a printed text means, or may mean: every reader gives all its readings. Pure."""
