"""The version of the product; the store's version adds a hash of what it was built from."""

VERSION = "0.1.0"
