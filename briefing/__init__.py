"""Files to leave with: tables, workbooks, slides and pictures, made of the library's figures.

Nothing here draws a page or reads the store itself: what is written comes from ``indicators``.
"""
