"""The heart: what a course is, and what follows from what a learner did. No I/O, no clock."""
