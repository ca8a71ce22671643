"""Somebody who fills in the wizard, page by page, as a browser without scripts would."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from home.users.models import User
from referrals.models import Draft
from tests.referrals.wizard.forms import GOOD, Typed, posted


@dataclass
class Filer:
    user: User
    draft_id: UUID | None = None
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.user)

    @property
    def draft(self) -> Draft:
        assert self.draft_id is not None
        return Draft.objects.select_related("data_key").get(public_id=self.draft_id)

    def start(self, **data: str) -> "Filer":
        response = self.client.post(reverse("work:referral-new"), data)
        assert response.status_code == 302, response.content.decode()
        self.draft_id = UUID(response["Location"].rstrip("/").rsplit("/", 1)[-1])
        return self

    def url(self, step: str = "") -> str:
        if step:
            return reverse("work:draft-step", args=[self.draft_id, step])
        return reverse("work:draft", args=[self.draft_id])

    def page(self, step: str = "") -> Any:
        return self.client.get(self.url(step))

    def post(self, step: str, typed: Typed, **more: str) -> Any:
        """Post a part; `more` are further names, such as `stop` or another `current_step`."""
        return self.post_raw(step, posted(step, typed), **more)

    def post_raw(self, step: str, data: QueryDict, **more: str) -> Any:
        assert self.draft_id is not None
        data[f"{self.draft_id.hex}-current_step"] = step
        for name, value in more.items():
            data[name.replace("__", "-")] = value
        return self.client.post(
            self.url(step), data.urlencode(), content_type="application/x-www-form-urlencoded"
        )

    def fill(self, until: str = "check", /, **changes: Typed) -> "Filer":
        """Answer every part before `until` well, or as `changes` say."""
        for step in GOOD:
            if step == until:
                break
            response = self.post(step, changes.get(step, GOOD[step]))
            assert response.status_code == 302, (step, dict(response.context["form"].errors))
        return self

    def send(self, **more: str) -> Any:
        """Open the last page and press its button."""
        shown = self.page("check").context["form"].initial
        return self.post("check", {"confirmed": "on", **shown}, **more)
