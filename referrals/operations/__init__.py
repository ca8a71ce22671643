"""The only writer of referrals, requests, placements and offers. Each public function is one transaction."""

from .answering import OfferClosed, accept_offer, decline_offer
from .cases import Followed
from .moving import ReleaseDates, move_release
from .submission import SubmissionResult, submit_referral
from .withdrawal import withdraw_referral

__all__ = [
    "Followed",
    "OfferClosed",
    "ReleaseDates",
    "SubmissionResult",
    "accept_offer",
    "decline_offer",
    "move_release",
    "submit_referral",
    "withdraw_referral",
]
