"""Names of the languages that people speak, written as the reader's language writes them."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext, gettext_noop

SPOKEN = ("et", "ru", "lt", "en", "uk", "pl", "lv", "fi", "be", "de")
"""Languages that a person can be said to speak, and a place to be given in, the most spoken first."""

# Django has some of these with a capital letter, some with a slip. Named here, our own catalogues have them.
OF_OURS = (
    gettext_noop("Belarusian"),
    gettext_noop("Finnish"),
    gettext_noop("German"),
    gettext_noop("Latvian"),
    gettext_noop("Polish"),
    gettext_noop("Ukrainian"),
)


def language_name(code: str) -> str:
    """The name of a language ("ru") as it stands inside a sentence; a code that nobody knows as it is."""
    try:
        name = gettext(str(get_language_info(code)["name"]))
    except KeyError:
        return code
    # Of the four languages, English alone writes languages with a capital.
    return name if (get_language() or "et").startswith("en") else name.lower()


def language_list(codes: Iterable[str]) -> str:
    """Names in the order given, the first with a capital: "Estonian, Russian", «Эстонский, русский»."""
    return capfirst(", ".join(language_name(code) for code in codes))
