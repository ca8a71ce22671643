"""Addresses of the wizard; `referrals/urls.py` takes them in. All ask for signing in, none is ever cached."""

from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.decorators.cache import never_cache

from .views import DraftDelete, DraftStep, DraftTasks, ReferralNew

STEP_URL = "work:draft-step"

urlpatterns = [
    path("referrals/new/", never_cache(login_required(ReferralNew.as_view())), name="referral-new"),
    path(
        "referrals/drafts/<uuid:draft>/",
        never_cache(login_required(DraftTasks.as_view(url_name=STEP_URL))),
        name="draft",
    ),
    path(
        "referrals/drafts/<uuid:draft>/delete/",
        never_cache(login_required(DraftDelete.as_view(url_name=STEP_URL))),
        name="draft-delete",
    ),
    path(
        "referrals/drafts/<uuid:draft>/<slug:step>/",
        never_cache(login_required(DraftStep.as_view(url_name=STEP_URL))),
        name="draft-step",
    ),
]
