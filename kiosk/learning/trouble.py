"""The one way the rules say no."""


class NotAllowed(Exception):
    """A rule forbids it; `code` names the rule, `facts` fill the sentence the screen words."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
