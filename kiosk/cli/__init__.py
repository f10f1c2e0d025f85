"""The door for those who type: one module per noun. No Qt here."""
