"""How fast long work goes: as fast as it can, or with pauses for a living window."""


def no_pause() -> None:
    """Check as fast as it goes."""
