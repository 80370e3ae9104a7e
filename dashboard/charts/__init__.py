"""Charts: each module has one function from a frame to a figure, and one from it to words."""
