"""What `killed` is doing when it dies."""

from datetime import datetime

from home.record import sweeper
from home.users.models import User
from referrals.models import Draft
from referrals.operations import submit_referral
from tests.factories.referrals import answers
from tests.referrals.scene import HARJU, NOW, TODAY


def sweep(now: str) -> None:
    sweeper.sweep(now=datetime.fromisoformat(now))


def submit(draft_id: str) -> None:
    draft = Draft.objects.get(public_id=draft_id)
    submit_referral(
        actor=User.objects.get(pk=draft.owner_id),
        key="from the page",
        draft_id=draft.public_id,
        answers=answers(today=TODAY, prison="EE-TALLINN", region=HARJU),
        today=TODAY,
        now=NOW,
    )
