"""The only writer of referrals, requests, placements and offers. Each public function is one transaction."""

from .answering import OfferClosed, accept_offer, decline_offer
from .submission import SubmissionResult, submit_referral
from .withdrawal import withdraw_referral

__all__ = [
    "OfferClosed",
    "SubmissionResult",
    "accept_offer",
    "decline_offer",
    "submit_referral",
    "withdraw_referral",
]
