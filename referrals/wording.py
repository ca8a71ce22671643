"""Words for what is stored as a code, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, Promise]

DECLINE_REASONS: Words = {
    "NO_PLACE_AFTER_ALL": _("There is no free place after all"),
    "NEED_NOT_MET": _("We cannot give the help that is needed"),
    "HOUSE_RULES": _("It does not go with our house rules"),
    "SAFETY": _("It would not be safe for the person or for others"),
    "CAPACITY_WRONG": _("Our number of places was not right"),
    "OTHER": _("Another reason"),
}
DECLINE_REASON_CHOICES = tuple(DECLINE_REASONS.items())

# How each rule is called in a list. NO_CONTACT has a name for those only who may know that there is one.
RULES: Words = {
    "SERVICE": pgettext_lazy("routing rule", "Service"),
    "COUNTRY": pgettext_lazy("routing rule", "Country"),
    "REGION": pgettext_lazy("routing rule", "Region"),
    "PROGRAMME": pgettext_lazy("routing rule", "Programme"),
    "CAPACITY_KNOWN": pgettext_lazy("routing rule", "Number of places"),
    "FRESH": pgettext_lazy("routing rule", "Date of the numbers"),
    "OPEN": pgettext_lazy("routing rule", "Open"),
    "DATES": pgettext_lazy("routing rule", "Dates"),
    "CHARACTERISTICS": pgettext_lazy("routing rule", "Room"),
    "LANGUAGE": pgettext_lazy("routing rule", "Language"),
    "HOUSE_RULES": pgettext_lazy("routing rule", "House rules"),
    "NO_CONTACT": pgettext_lazy("routing rule", "No-contact zone"),
    "NOT_ASKED_BEFORE": pgettext_lazy("routing rule", "Asked before"),
    "PROVIDER_WILLING": pgettext_lazy("routing rule", "Answer of the provider"),
}

# What another release date meant for one service, by `operations.Followed`.
AFTER_MOVED_RELEASE: Words = {
    "UNCHANGED": _("%(service)s: nothing changes."),
    "STAYED": _(
        "%(service)s: the place stays the same, on the new dates. A provider that was asked is told."
    ),
    "FOUND": _("%(service)s: a place was found for the new dates and is kept."),
    "ELSEWHERE": _("%(service)s: the place was not free on the new dates. Another one is kept."),
    "WAITING": _("%(service)s: no place is free on the new dates. The request is on the waiting list."),
}

# What another prison meant for one service.
AFTER_CHANGED_PRISON: Words = {
    "UNCHANGED": AFTER_MOVED_RELEASE["UNCHANGED"],
    "STAYED": _("%(service)s: the provider works in the new prison, too, and is told."),
    "FOUND": _("%(service)s: a place was found in the new prison. The provider is asked."),
    "ELSEWHERE": _(
        "%(service)s: the provider does not work in the new prison. Another one is asked, and the first is told."
    ),
    "WAITING": _(
        "%(service)s: nobody has a free place in the new prison. The request is on the waiting list."
    ),
    "UNDER_WAY": _("%(service)s: it is under way, and the provider is told. Agree with them how it goes on."),
}
