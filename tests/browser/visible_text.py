"""The words of a page that a reader meets, each with the language its element claims."""

from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
UNSEEN = frozenset({"script", "style", "template"})
SPOKEN = ("alt", "aria-label", "placeholder", "title")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.words: list[tuple[str, str]] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang", self.language)
        self._note_attributes(tag, values, language)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in UNSEEN:
            self._note(data, self.language)

    def _note_attributes(self, tag: str, values: dict[str, str], language: str) -> None:
        for name in SPOKEN:
            self._note(values.get(name, ""), language)
        if tag == "meta" and values.get("name") == "description":
            self._note(values.get("content", ""), language)
        if tag == "input" and values.get("type") in {"submit", "button"}:
            self._note(values.get("value", ""), language)

    def _note(self, text: str, language: str) -> None:
        plain = " ".join(text.split())
        if plain:
            self.words.append((language, plain))


def visible_text(html: str) -> list[tuple[str, str]]:
    """Pairs (language claimed, text) of every text node and spoken attribute, in order; spaces folded."""
    parser = _Words()
    parser.feed(html)
    return parser.words
