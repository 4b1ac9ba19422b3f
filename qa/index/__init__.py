"""The store: built beside the old one, swapped in, opened read-only."""
