"""The only writer of capacity and stays.

What concerns stays (`keep_place`, `move_stay`, `release_stay`, `set_firmness`) runs in the transaction of
whoever holds the stay; what providers say about their numbers, and what lets somebody stay on, is a transaction
of its own, with a receipt.
"""

from .changing import move_stay, release_stay, set_firmness
from .closing import add_void, end_void
from .holds import expire_holds
from .keeping import keep_place
from .leaving import leave
from .numbers import confirm_numbers, correct_places, declare_places, pause, resume
from .outcomes import KeptPlace, MoreThanOpen, NoPlace, NoSuchStep, NothingToExtend, StayNotOver, StepExists
from .staying_on import end_overstay, extend_stay, record_overstay
from .terms import MOST_ANSWER_DAYS, MOST_TURNAROUND_DAYS, set_terms

__all__ = [
    "MOST_ANSWER_DAYS",
    "MOST_TURNAROUND_DAYS",
    "KeptPlace",
    "MoreThanOpen",
    "NoPlace",
    "NoSuchStep",
    "NothingToExtend",
    "StayNotOver",
    "StepExists",
    "add_void",
    "confirm_numbers",
    "correct_places",
    "declare_places",
    "end_overstay",
    "end_void",
    "expire_holds",
    "extend_stay",
    "keep_place",
    "leave",
    "move_stay",
    "pause",
    "record_overstay",
    "release_stay",
    "resume",
    "set_firmness",
    "set_terms",
]
