"""What happened, in the reader's words: one short sentence for each kind of event."""

from django.utils.translation import gettext_lazy as _

from .wording import Words

WITHDRAW_REASONS: Words = {
    "PERSON_CHANGED_MIND": _("The person no longer wants it"),
    "RELEASE_REFUSED": _("The release was refused or put off"),
    "OTHER_SOLUTION": _("Another solution was found"),
    "MISTAKE": _("It was sent by mistake"),
    "OTHER": _("Another reason"),
}

EVENTS: Words = {
    "referral.submitted": _("The referral was sent."),
    "referral.withdrawn": _("The referral was taken back."),
    "referral.release_moved": _("The release date was changed."),
    "referral.release_granted": _("The hearing decided for the release."),
    "referral.hearing_postponed": _("The hearing was put off to another day."),
    "referral.release_refused": _("The release was refused or put off."),
    "referral.prison_changed": _("The person was moved to another prison."),
    "referral.closed": _("The referral was closed."),
    "request.keep": _("A place was found and is kept."),
    "request.rearrange": _("Another house was chosen for the place that is kept. The place itself is safe."),
    "request.earlier": _("A place was found that begins earlier. It is kept instead of the later one."),
    "request.offer": _("The provider was asked."),
    "request.accept": _("The provider said yes."),
    "request.decline": _("The provider said no."),
    "request.expire": _("The provider did not answer in time."),
    "request.wait": _("No place was free. The request was put on the waiting list."),
    "request.wait:NO_NEWS": _(
        "Nobody said what the hearing decided. The place is free for others, and the request waits."
    ),
    "request.lift": _("The coordinator put the case first on the waiting list."),
    "request.lower": _("The case has its usual turn on the waiting list again."),
    "request.move": _("The dates were changed."),
    "request.start": _("The person has come. The support is under way."),
    "request.not_arrive": _("The person did not come. The place is free again."),
    "request.extension_asked": _("The provider asked for more time."),
    "request.extend": _("The support lasts longer."),
    "request.overstayed": _("The last day has passed, and the person is still there."),
    "request.end": _("The support has ended."),
    "request.withdraw": _("The request was taken back."),
}

# Nobody arrives at a mentor or a counsellor: they meet, often while the person is in prison.
OF_MEETINGS: Words = {
    "request.start": _("The first meeting was held. The support is under way."),
    "request.not_arrive": _("The first meeting was not held. The place is free again."),
    "request.overstayed": _("The last day has passed, and the support goes on."),
}


def told_event(kind: str, reason: str = "", *, meets: bool = False) -> str:
    """The sentence for an event of ``kind``, where there is one for its ``reason`` that one.

    ``meets``: of a service without beds. An unknown kind (of a later version) says that something changed.
    """
    plain = EVENTS.get(kind, _("Something was changed."))
    if meets:
        plain = OF_MEETINGS.get(kind, plain)
    return str(EVENTS.get(f"{kind}:{reason}", plain))
