"""Mails tell people to look: a number and a link, in the reader's language, to those whom it concerns today."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.core import mail
from django.utils.translation import gettext, override

from home.record.models import Outbox
from home.users.models import User
from providers.models import ProviderMembership
from tests.factories.geography import CountryMembershipFactory
from tests.factories.providers import ProviderMembershipFactory
from tests.factories.users import UserFactory
from tests.referrals.scene import NOW, TODAY, Scene, offer_of, request_of


def sent_to(user: User) -> list[tuple[str, str]]:
    """Subject and text of every mail to somebody, in order."""
    return [
        (str(message.subject), str(message.body)) for message in mail.outbox if message.to == [user.email]
    ]


def said(language: str, sentence: str) -> str:
    with override(language):
        return gettext(sentence)


def test_the_provider_gets_number_and_link_in_the_workers_language(scene: Scene) -> None:
    offer = offer_of(scene.send())
    scene.sweep()
    [(subject, text)] = sent_to(scene.worker)
    assert subject == said("ru", "A person is referred to you") != "A person is referred to you"
    assert offer.placement.request.referral.number in text
    assert f"{settings.BASE_URL}/ru/work/offers/{offer.public_id}/" in text
    assert sent_to(scene.other_worker) == []
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("yes", [True, False])
def test_the_office_is_told_of_the_answer(scene: Scene, yes: bool) -> None:
    referral = scene.send()
    if yes:
        scene.accept(offer_of(referral))
    else:
        scene.decline(offer_of(referral))
    scene.sweep()
    [(subject, text)] = sent_to(scene.officer)
    assert subject == said("et", "A provider has answered")
    assert (said("et", "The provider said yes.") in text) is yes
    assert f"{settings.BASE_URL}/et/work/referrals/{referral.public_id}/" in text
    assert referral.number in text


def test_the_provider_is_told_when_it_is_taken_back(scene: Scene) -> None:
    referral = scene.send()
    scene.sweep()
    scene.withdraw(referral)
    scene.sweep()
    _asked, (subject, text) = sent_to(scene.worker)
    assert subject == said("ru", "A referral was taken back")
    assert referral.number in text


def test_who_was_answered_meanwhile_is_not_asked_any_more(scene: Scene) -> None:
    scene.withdraw(scene.send())
    scene.sweep()
    assert said("ru", "A person is referred to you") not in [subject for subject, _ in sent_to(scene.worker)]


def test_coordinators_of_the_country_are_told_who_waits(scene: Scene) -> None:
    left = CountryMembershipFactory.create(country="EE", start=TODAY - timedelta(days=9), end=TODAY).user
    request = request_of(scene.send(scene.answers(services=("complex_support",))), "complex_support")
    scene.sweep()
    [(subject, text)] = sent_to(scene.coordinator)
    assert subject == "A case found no place"
    assert f"{settings.BASE_URL}/en/work/unplaced/" in text
    assert request.referral.number in text
    assert sent_to(scene.lt_coordinator) == sent_to(left) == []


def test_only_those_who_work_there_today_are_told(scene: Scene) -> None:
    membership = ProviderMembership.objects.get(user=scene.worker)
    new = ProviderMembershipFactory.create(provider=membership.provider, user=UserFactory.create()).user
    gone = UserFactory.create(deactivated_at=NOW, is_active=False)
    ProviderMembershipFactory.create(provider=membership.provider, user=gone)
    membership.end = TODAY
    membership.save()
    scene.send()
    scene.sweep()
    assert [message.to for message in mail.outbox] == [[new.email]]


def test_a_second_sweep_tells_nobody_twice(scene: Scene) -> None:
    scene.send()
    assert scene.sweep()["outbox"] == 1
    assert scene.sweep()["outbox"] == 0
    assert len(mail.outbox) == 1
    assert Outbox.objects.get().sent_at == NOW


def test_a_mail_that_fails_goes_later(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.send()
    with monkeypatch.context() as broken:
        broken.setattr("referrals.notifications.send_mail", _fail)
        assert scene.sweep()["outbox"] == 0
    assert Outbox.objects.get().last_error == "ConnectionError"
    assert scene.later(hours=1).sweep()["outbox"] == 1
    assert len(sent_to(scene.worker)) == 1


def test_a_mail_holds_nothing_else(scene: Scene) -> None:
    referral = scene.send(
        scene.answers(person={"personal_code": "39001010011"}, needs={"notes": "Comes by train"})
    )
    scene.decline(offer_of(referral), note="Secretly said")
    scene.decline(offer_of(referral))
    scene.sweep()
    assert len(mail.outbox) >= 3
    for message in mail.outbox:
        text = whole(message.message())
        assert referral.number in text
        for told in ("Demo", "Person", "39001010011", "train", "Secretly", "TALLINN", "1990"):
            assert told not in text.replace("Content-Transfer", ""), told


def whole(message: EmailMessage) -> str:
    parts = [str(part.get_payload(decode=True), "utf-8") for part in message.walk()]  # type: ignore[arg-type]
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), *parts])


def _fail(*_mail: object) -> None:
    raise ConnectionError("mail server of Demo Person")
