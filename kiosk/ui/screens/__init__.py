"""One screen each: built from a view, speaks only by signals."""
