"""The one error of this room."""


class Unreadable(Exception):
    """A file cannot be brought in at all. `line` counts from 1, 0 where there are no lines.

    `words` is an Indonesian sentence for the author, with what to do next.
    """

    def __init__(self, words: str, line: int = 0) -> None:
        super().__init__(words)
        self.words = words
        self.line = line
