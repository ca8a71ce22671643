"""What the block chooser shows of a block: examples in the editor's own language."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.functional import Promise


def previewed(example: Any) -> Callable[[], Any]:
    """A value for `preview_value`: the example with its lazy texts spoken when somebody looks.

    Blocks store plain text. A lazy one would keep the language of whoever loaded the program.
    """
    return partial(_spoken, example)


def _spoken(example: Any) -> Any:
    if isinstance(example, Promise):
        return str(example)
    if isinstance(example, dict):
        return {name: _spoken(value) for name, value in example.items()}
    if isinstance(example, list):
        return [_spoken(value) for value in example]
    return example
