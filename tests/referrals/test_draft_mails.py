"""Whoever left a draft alone is told a week before it is deleted: once, in their language, with nothing of it."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from home.geography.models import PrisonMembership
from home.record.models import Outbox
from home.record.sweeper import sweep
from referrals.models import Draft, Referral
from referrals.retention_duties import warn_of_drafts
from referrals.wizard.drafts import save_part
from tests.factories import referrals as made
from tests.referrals.scene import NOW, Scene

SUBJECT = "A draft of yours will be deleted"
SENTENCE = (
    "Nobody has gone on with it for some time. It is deleted on %(date)s unless you go on with it before."
)


def draft_saved(scene: Scene, days_ago: float) -> Draft:
    draft = made.draft(owner=scene.officer)
    saved = NOW - timedelta(days=days_ago)
    Draft.objects.filter(pk=draft.pk).update(updated_at=saved, created_at=saved)
    draft.refresh_from_db()
    return draft


def swept(days: float = 0) -> int:
    """What a whole sweep some days later has sent about drafts; duties come after the outbox, so it sweeps twice."""
    mail.outbox.clear()
    moment = NOW + timedelta(days=days)
    with time_machine.travel(moment, tick=False):
        sweep(now=moment)
        sweep(now=moment)
    return len([message for message in mail.outbox if str(message.subject) in _subjects()])


def _subjects() -> set[str]:
    said = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            said.add(gettext(SUBJECT))
    return said


@pytest.mark.parametrize("language", ["et", "en", "ru", "lt"])
def test_the_owner_is_told_the_day_and_the_way_in_their_language(scene: Scene, language: str) -> None:
    scene.officer.language = language
    scene.officer.save()
    draft = draft_saved(scene, 24)
    assert swept() == 1
    [message] = mail.outbox
    with override(language):
        day = date_format(timezone.localdate(draft.updated_at) + timedelta(days=30))
        assert message.subject == gettext(SUBJECT)
        assert gettext(SENTENCE) % {"date": day} in message.body
        assert gettext("Reference number: %(number)s").partition("%")[0] not in message.body
    assert message.to == [scene.officer.email]
    assert f"{settings.BASE_URL}/{language}/work/referrals/drafts/{draft.public_id}/" in message.body


def test_nothing_of_the_person_is_in_the_mail_or_the_outbox(scene: Scene) -> None:
    draft = draft_saved(scene, 0)
    typed = {"first_name": ["Canaryfirst"], "last_name": ["Canarylast"]}
    save_part(draft=draft, step="person", typed=typed, prison=scene.tallinn, now=NOW - timedelta(days=25))
    assert swept() == 1
    told = f"{mail.outbox[0].subject} {mail.outbox[0].body} {list(Outbox.objects.values())}"
    assert "Canary" not in told
    assert scene.tallinn.name not in told


@pytest.mark.parametrize(("days_ago", "told"), [(22.9, 0), (23.1, 1), (29.9, 1), (30.1, 0)])
def test_it_is_told_within_the_last_week(scene: Scene, days_ago: float, told: int) -> None:
    draft_saved(scene, days_ago)
    assert swept() == told


def test_it_is_told_once(scene: Scene) -> None:
    draft_saved(scene, 24)
    assert [swept(day) for day in (0, 1, 2, 5)] == [1, 0, 0, 0]
    assert swept(7) == 0
    assert not Draft.objects.exists()


def test_who_went_on_before_the_mail_left_is_not_told(scene: Scene) -> None:
    draft = draft_saved(scene, 24)
    assert warn_of_drafts(NOW) == 1
    save_part(draft=draft, step="person", typed={}, prison=None, now=NOW)
    assert swept() == 0


def test_left_alone_again_it_is_told_again_before_its_new_end(scene: Scene) -> None:
    draft = draft_saved(scene, 24)
    assert swept() == 1
    save_part(draft=draft, step="person", typed={}, prison=None, now=NOW)
    assert [swept(day) for day in (1, 22, 24, 25)] == [0, 0, 1, 0]


def test_what_was_sent_or_deleted_meanwhile_is_not_told_of(scene: Scene) -> None:
    sent, gone = draft_saved(scene, 24), draft_saved(scene, 25)
    assert warn_of_drafts(NOW) == 2
    Draft.objects.filter(pk=sent.pk).update(submitted_referral=_referral(scene))
    gone.delete()
    assert swept() == 0
    assert warn_of_drafts(NOW) == 0


def _referral(scene: Scene) -> Referral:
    referral = scene.send()
    Draft.objects.filter(submitted_referral=referral).update(submitted_referral=None, updated_at=NOW)
    return referral


def test_who_has_left_the_prison_gets_no_link_that_is_closed_to_them(scene: Scene) -> None:
    draft_saved(scene, 24)
    PrisonMembership.objects.filter(user=scene.officer).delete()
    assert swept() == 0


def test_who_is_gone_gets_none(scene: Scene) -> None:
    draft_saved(scene, 24)
    scene.officer.is_active = False
    scene.officer.save()
    assert swept() == 0


def test_two_sweepers_at_once_tell_once(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    draft_saved(scene, 24)
    monkeypatch.setattr("referrals.retention_duties.unknown", list)
    assert _twice(NOW) == [1, 1]
    assert swept() == 1


def _twice(now: datetime) -> list[int]:
    return [warn_of_drafts(now), warn_of_drafts(now)]
