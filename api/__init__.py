"""The figures over HTTP: the same functions of `indicators` that the pages ask, read-only.

`application.routes()` is what is served beside the pages.
"""
