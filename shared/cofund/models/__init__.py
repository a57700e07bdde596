"""Every hand-over between steps, in the order of the workflow."""
