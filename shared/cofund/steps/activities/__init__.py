"""Applications for activities: filed, changed, consented to, reserved for, ended; their pages."""
