"""The way of a referral: which action is allowed in which state, and where it leads. A table, nothing else.

``DRAFT`` stands before the first stored state. What an action does besides (places, offers, letters) is in
``operations``.
"""

from collections.abc import Mapping
from enum import StrEnum


class Action(StrEnum):
    SUBMIT = "SUBMIT"
    KEEP = "KEEP"
    OFFER = "OFFER"
    ACCEPT = "ACCEPT"
    DECLINE = "DECLINE"
    EXPIRE = "EXPIRE"
    START = "START"
    END = "END"
    WITHDRAW = "WITHDRAW"
    WAIT = "WAIT"
    NOT_ARRIVE = "NOT_ARRIVE"
    EXTEND = "EXTEND"
    MOVE = "MOVE"
    REARRANGE = "REARRANGE"
    EARLIER = "EARLIER"


class NotAllowed(Exception):
    """The action is not possible in this state, mostly because somebody else was faster."""

    def __init__(self, state: str, action: str) -> None:
        super().__init__(f"{action} is not allowed in {state}")
        self.state = state
        self.action = action


Table = Mapping[tuple[str, Action], str]

DRAFT = "DRAFT"

# A decline or a silent provider leads back to SUBMITTED: in the same step the request is routed again, and
# kept elsewhere or put on the waiting list. KEEP and WAIT after an offer are for dates that were moved to
# where the place is no longer free. MOVE changes dates at the same place; nobody is moved once help has begun.
# REARRANGE is another house for a place that nobody was asked for yet, EARLIER one that begins earlier.
REQUESTS: Table = {
    (DRAFT, Action.SUBMIT): "SUBMITTED",
    ("SUBMITTED", Action.KEEP): "KEPT",
    ("SUBMITTED", Action.WAIT): "WAITING",
    ("SUBMITTED", Action.MOVE): "SUBMITTED",
    ("SUBMITTED", Action.WITHDRAW): "WITHDRAWN",
    ("WAITING", Action.KEEP): "KEPT",
    ("WAITING", Action.MOVE): "WAITING",
    ("WAITING", Action.WITHDRAW): "WITHDRAWN",
    ("KEPT", Action.KEEP): "KEPT",
    ("KEPT", Action.REARRANGE): "KEPT",
    ("KEPT", Action.EARLIER): "KEPT",
    ("KEPT", Action.OFFER): "OFFERED",
    ("KEPT", Action.WAIT): "WAITING",
    ("KEPT", Action.MOVE): "KEPT",
    ("KEPT", Action.WITHDRAW): "WITHDRAWN",
    ("OFFERED", Action.ACCEPT): "ACCEPTED",
    ("OFFERED", Action.DECLINE): "SUBMITTED",
    ("OFFERED", Action.EXPIRE): "SUBMITTED",
    ("OFFERED", Action.KEEP): "KEPT",
    ("OFFERED", Action.WAIT): "WAITING",
    ("OFFERED", Action.MOVE): "OFFERED",
    ("OFFERED", Action.WITHDRAW): "WITHDRAWN",
    ("ACCEPTED", Action.START): "ACTIVE",
    ("ACCEPTED", Action.NOT_ARRIVE): "NOT_ARRIVED",
    ("ACCEPTED", Action.KEEP): "KEPT",
    ("ACCEPTED", Action.WAIT): "WAITING",
    ("ACCEPTED", Action.MOVE): "ACCEPTED",
    ("ACCEPTED", Action.WITHDRAW): "WITHDRAWN",
    ("ACTIVE", Action.EXTEND): "ACTIVE",
    ("ACTIVE", Action.END): "ENDED",
    ("ACTIVE", Action.WITHDRAW): "WITHDRAWN",
}

REFERRALS: Table = {
    (DRAFT, Action.SUBMIT): "SUBMITTED",
    ("SUBMITTED", Action.MOVE): "SUBMITTED",
    ("SUBMITTED", Action.WITHDRAW): "WITHDRAWN",
    ("SUBMITTED", Action.END): "CLOSED",
}

TABLES: Mapping[str, Table] = {"request": REQUESTS, "referral": REFERRALS}

# States of a service request, by what they mean for people.
FINAL = frozenset({"ENDED", "WITHDRAWN", "NOT_ARRIVED"})
OPEN = frozenset({"SUBMITTED", "WAITING", "KEPT", "OFFERED", "ACCEPTED", "ACTIVE"})
UNPLACED = frozenset({"SUBMITTED", "WAITING"})
HOLDING_PLACE = frozenset({"KEPT", "OFFERED", "ACCEPTED", "ACTIVE"})
WITH_PROVIDER = frozenset({"OFFERED", "ACCEPTED", "ACTIVE"})
BEFORE_START = OPEN - {"ACTIVE"}

# How firm the stay of a request is (`providers`); the request leads, the stay follows.
FIRMNESS: Mapping[str, str] = {
    "KEPT": "PROVISIONAL",
    "OFFERED": "OFFERED",
    "ACCEPTED": "ACCEPTED",
    "ACTIVE": "PRESENT",
}

REFERRAL_FINAL = frozenset({"WITHDRAWN", "CLOSED"})


def next_state(state: str, action: Action, *, of: str = "request") -> str:
    """Where the action leads. ``of``: "request" or "referral". Raises NotAllowed."""
    table = TABLES[of]
    if (state, action) not in table:
        raise NotAllowed(state, action)
    return table[state, action]


def can(state: str, action: Action, *, of: str = "request") -> bool:
    return (state, action) in TABLES[of]


def actions_in(state: str, *, of: str = "request") -> tuple[Action, ...]:
    """What is possible in a state, in the order of ``Action``."""
    return tuple(action for action in Action if can(state, action, of=of))


def can_be_answered(state: str) -> bool:
    """True while the provider may accept or decline."""
    return can(state, Action.ACCEPT)


def can_be_withdrawn(state: str, *, of: str = "request") -> bool:
    return can(state, Action.WITHDRAW, of=of)


def can_be_moved(state: str) -> bool:
    """True while its dates may still follow a moved release."""
    return can(state, Action.MOVE)


def can_be_extended(state: str) -> bool:
    return can(state, Action.EXTEND)
