"""The only writer of capacity and stays.

What concerns stays (`keep_place`, `move_stay`, `release_stay`, `set_firmness`) runs in the transaction of
whoever holds the stay; what providers say about their numbers is a transaction of its own, with a receipt.
"""

from .changing import move_stay, release_stay, set_firmness
from .holds import expire_holds
from .keeping import keep_place
from .numbers import add_void, confirm_numbers, correct_places, declare_places, pause, resume
from .outcomes import KeptPlace, NoPlace, NoSuchStep, StepExists

__all__ = [
    "KeptPlace",
    "NoPlace",
    "NoSuchStep",
    "StepExists",
    "add_void",
    "confirm_numbers",
    "correct_places",
    "declare_places",
    "expire_holds",
    "keep_place",
    "move_stay",
    "pause",
    "release_stay",
    "resume",
    "set_firmness",
]
