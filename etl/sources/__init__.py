"""One module a publisher: `fetch` asks and returns bytes, `parse` turns bytes into a frame."""
