"""One function per state and per route: the only place where ports and rules meet."""
