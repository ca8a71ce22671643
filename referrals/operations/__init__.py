"""The only writer of referrals, requests, placements and offers. Each public function is one transaction."""

from .answering import OfferClosed, OfferLate, accept_offer, decline_offer
from .arrival import NotYet, person_arrived, person_not_arrived
from .cases import Followed
from .endings import person_died, release_refused
from .extending import NeedsAuthority, ask_extension, extend_request
from .hearing import hearing_postponed, release_granted
from .leaving import person_left, person_still_here
from .lifting import lift_request, lower_request
from .moving import ReleaseDates, move_release
from .prisons import change_prison
from .submission import SubmissionResult, submit_referral
from .withdrawal import withdraw_referral

__all__ = [
    "Followed",
    "NeedsAuthority",
    "NotYet",
    "OfferClosed",
    "OfferLate",
    "ReleaseDates",
    "SubmissionResult",
    "accept_offer",
    "ask_extension",
    "change_prison",
    "decline_offer",
    "extend_request",
    "hearing_postponed",
    "lift_request",
    "lower_request",
    "move_release",
    "person_arrived",
    "person_died",
    "person_left",
    "person_not_arrived",
    "person_still_here",
    "release_granted",
    "release_refused",
    "submit_referral",
    "withdraw_referral",
]
