"""The words exchanged with other systems: xAPI statements, their rules, and ours in them. Pure."""
