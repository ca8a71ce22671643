"""A mark of the answers that a page showed, so that sending sends just these."""

import json

from django.utils.crypto import salted_hmac

from ..answers import SubmittedAnswers


def seen(answers: SubmittedAnswers) -> str:
    """Keyed, so that the page's source tells nothing that could be guessed from it."""
    canonical = json.dumps(answers.to_json(), sort_keys=True)
    return salted_hmac("referrals.wizard.seen", canonical, algorithm="sha256").hexdigest()
