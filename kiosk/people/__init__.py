"""The heart: who learns and for whom. NIP, learner, unit, agency and its rules. No I/O."""
