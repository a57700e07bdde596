"""Cofund pays partners marketing-fund claims."""
