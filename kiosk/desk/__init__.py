"""The shell around the learner's wishes: one method each, answered with a place to show."""
