"""What can be found: plain values, the same for every engine."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The groups of results, in the order they are shown."""

    PROVIDER = "PROVIDER"
    REGION = "REGION"
    SERVICE = "SERVICE"
    PAGE = "PAGE"
    PRISON = "PRISON"


@dataclass(frozen=True)
class Document:
    """One thing that has a name and an address of its own.

    `names` are all forms people may type, in any language; `text_language` is that of `title` where it
    is not the reader's ("" otherwise); `detail` is one line that tells two of the same name apart.
    """

    kind: Kind
    title: str
    url: str
    names: tuple[str, ...]
    detail: str = ""
    text_language: str = ""
