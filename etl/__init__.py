"""From published figures to the store: load, check, pair, compute, write."""
