"""Builders of files: what leaves the house, made from the same figures as the pages."""
