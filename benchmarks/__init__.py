"""How fast the product is, measured side by side with the plainest way to the same result."""
