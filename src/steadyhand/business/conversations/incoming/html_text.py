"""What does an e-mail say that comes as HTML only? Its text; nothing is fetched, run or kept of the rest."""

from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
_LINES = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "hr"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _LINES:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag in self._unseen:
            # What was left open inside it ends with it.
            while self._unseen.pop() != tag:
                pass
        elif tag in _LINES:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            before, after = data[:1].isspace(), data[-1:].isspace()
            self.said.append(f"{' ' * before}{' '.join(data.split())}{' ' * after}")


def text_of_html(html: str) -> str:
    """Return the words of an HTML text, a line for each of its lines."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.said).splitlines())
    return "\n".join(line for line in lines if line)
