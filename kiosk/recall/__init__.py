"""What a learner still remembers, and what to ask again today.

A room of its own, as it knows FSRS: the hearts know no outside package. Pure otherwise: no disk,
no clock, no chance. Days come in as ISO dates.
"""
