"""Spreadsheets of strangers read as they are, and our own written: without screen or records."""
