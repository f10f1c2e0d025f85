"""Courses and questions brought in from other forms, and questions given out in them.

Each reader (`gift`, `aiken`, `moodle`, `sheet`) gives the same neutral values (`found`); `mapping`
makes our questions of them, `writing` their TOML, `into` puts them into a folder. What does not fit
is said in a `report`, by line of the file it came from.
"""
