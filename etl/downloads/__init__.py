"""One module a kind of file that is downloaded by hand: `parse` turns its bytes into a frame."""
