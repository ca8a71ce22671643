"""Addresses of the workspace."""

from django.urls import URLPattern, URLResolver, path

from providers.views import capacity, closing, pages, places, stating, still_right, terms

from .views import (
    arrival,
    cases,
    changes,
    extending,
    hearing,
    home,
    nights,
    offers,
    staying,
    unplaced,
    what_if,
)
from .wizard.urls import urlpatterns as wizard_patterns

app_name = "work"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.WorkHomeView.as_view(), name="home"),
    *wizard_patterns,
    path("referrals/", cases.ReferralListView.as_view(), name="referrals"),
    path("referrals/<uuid:referral>/", cases.ReferralView.as_view(), name="referral"),
    path("referrals/<uuid:referral>/withdraw/", changes.WithdrawView.as_view(), name="referral-withdraw"),
    path("referrals/<uuid:referral>/release/", changes.ReleaseView.as_view(), name="referral-release"),
    path("referrals/<uuid:referral>/prison/", changes.PrisonView.as_view(), name="referral-prison"),
    path("referrals/<uuid:referral>/refused/", changes.RefusedView.as_view(), name="referral-refused"),
    path("referrals/<uuid:referral>/granted/", hearing.GrantedView.as_view(), name="referral-granted"),
    path("referrals/<uuid:referral>/postponed/", hearing.PostponedView.as_view(), name="referral-postponed"),
    path("referrals/<uuid:referral>/close/", changes.CloseView.as_view(), name="referral-close"),
    path("referrals/<uuid:referral>/letter/", cases.LetterView.as_view(), name="referral-letter"),
    path(
        "referrals/<uuid:referral>/longer/<uuid:request_id>/",
        extending.ExtendView.as_view(),
        name="referral-longer",
    ),
    path("offers/", offers.OfferListView.as_view(), name="offers"),
    path("offers/<uuid:offer>/", offers.OfferView.as_view(), name="offer"),
    path("offers/<uuid:offer>/accept/", offers.AcceptView.as_view(), name="offer-accept"),
    path("offers/<uuid:offer>/decline/", offers.DeclineView.as_view(), name="offer-decline"),
    path("offers/<uuid:offer>/arrived/", arrival.ArrivedView.as_view(), name="offer-arrived"),
    path("offers/<uuid:offer>/not-arrived/", arrival.NotArrivedView.as_view(), name="offer-not-arrived"),
    path("offers/<uuid:offer>/longer/", staying.LongerView.as_view(), name="offer-longer"),
    path("offers/<uuid:offer>/still-here/", staying.StillHereView.as_view(), name="offer-still-here"),
    path("offers/<uuid:offer>/left/", staying.LeftView.as_view(), name="offer-left"),
    path("capacity/", capacity.CapacityListView.as_view(), name="capacity"),
    path("capacity/<uuid:service>/", capacity.CapacityView.as_view(), name="capacity-service"),
    path("capacity/<uuid:service>/terms/", terms.TermsView.as_view(), name="capacity-terms"),
    path("capacity/<uuid:service>/close/<uuid:group>/", closing.CloseView.as_view(), name="capacity-close"),
    path("capacity/<uuid:service>/open/<uuid:void>/", closing.OpenView.as_view(), name="capacity-open"),
    path("pages/", pages.OwnPagesView.as_view(), name="pages"),
    path("places/", places.PlacesView.as_view(), name="places"),
    path("places/<uuid:location>/", places.PlaceView.as_view(), name="place"),
    path("places/about-us/<uuid:provider>/", stating.AboutUsView.as_view(), name="about-us"),
    path("places/about/<uuid:service>/", stating.AboutPlaceView.as_view(), name="about-place"),
    path("contacts/new/<uuid:provider>/", places.NewContactView.as_view(), name="contact-new"),
    path("contacts/<uuid:contact>/", places.ContactView.as_view(), name="contact"),
    path("still-right/<str:token>/", still_right.StillRightView.as_view(), name="still-right"),
    path("nights/", nights.NightsView.as_view(), name="nights"),
    path("planning/", what_if.PlanningView.as_view(), name="planning"),
    path("planning/<uuid:simulation>/", what_if.PlanningResultView.as_view(), name="planning-result"),
    path("unplaced/", unplaced.UnplacedListView.as_view(), name="unplaced"),
    path("unplaced/<uuid:request_id>/", unplaced.UnplacedView.as_view(), name="unplaced-request"),
]
