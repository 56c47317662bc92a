"""What is said when a rule can't be used?"""


class BadRule(Exception):
    """A file of rules is refused; the sentence names the file, the rule, and what to write instead."""

    def __init__(self, source: str, rule: str, what: str) -> None:
        self.source = source
        self.rule = rule
        self.what = what
        super().__init__(f"{source}{f', rule “{rule}”' if rule else ''}: {what.rstrip('.')}.")
