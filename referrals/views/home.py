"""The door to the workspace: everyone is led to the room where their work is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from home.geography.permissions import countries_of, prisons_of
from home.users.views import WorkView
from providers.permissions import providers_of


class WorkHomeView(WorkView):
    template_name = "referrals/no_room.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if prisons_of(self.user, self.today).exists():
            return redirect("work:referrals")
        if providers_of(self.user, self.today).exists():
            return redirect("work:offers")
        if countries_of(self.user, self.today):
            return redirect("work:unplaced")
        if self.user.has_perm("wagtailadmin.access_admin"):
            return redirect("wagtailadmin_home")
        return self.page({})
