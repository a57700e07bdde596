"""moto as it comes, and as we mend it."""
