"""One file a step; a shipped step never changes."""
