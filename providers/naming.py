"""Names of organisations in running text, marked with the language they are read in. Pure."""

import re
from collections.abc import Mapping
from html import escape

TAG = re.compile(r"(<[^>]*>)")
LEGAL_FORM = re.compile(r"^(MTÜ|SA|VšĮ|UAB|OÜ|AS) ")


def short(name: str) -> str:
    """The name as sentences have it, without its legal form: "MTÜ Lootuse küla" is "Lootuse küla"."""
    return LEGAL_FORM.sub("", name)


def marked(html: str, names: Mapping[str, str], language: str) -> str:
    """Wrap each name in a text of `language` with the name's own language; names of that language stay bare.

    `names` gives the language code of each name. Tags and their attributes are left alone, the longest
    name wins, and only whole words count.
    """
    foreign = {escape(name): code for name, code in names.items() if name and code != language}
    if not foreign:
        return html
    longest_first = sorted(foreign, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    parts = TAG.split(html)
    parts[::2] = [
        pattern.sub(lambda found: f'<span lang="{foreign[found[1]]}">{found[1]}</span>', text)
        for text in parts[::2]
    ]
    return "".join(parts)
