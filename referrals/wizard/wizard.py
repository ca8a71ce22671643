"""formtools' wizard over one sealed draft, without the faults that formtools has.

It would submit on GET, let people skip ahead, keep answers of parts that no longer apply, mix two windows
under one prefix, and answer 500 to an unknown step. So: the address names the draft and the part; each
request reads the parts before it again; only a POST writes.
"""

from datetime import date
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.generic import View
from formtools.wizard.forms import ManagementForm
from formtools.wizard.views import NamedUrlWizardView, StepsHelper

from home.geography.queries import coordinators_of
from home.helpline import Helpline, helpline
from home.users.models import User

from ..answers import SubmittedAnswers
from ..forms.wizard_setting import FilingPlace, Setting
from ..forms.wizard_step import StepForm
from ..models import Draft
from .access import user_of
from .collect import collect
from .drafts import DraftClosed, drafts_visible_to
from .filing import filing_places, today_in
from .matches import find_matches
from .steps import STEPS
from .storage import DraftStorage


class DraftWizard(NamedUrlWizardView):
    """Everything that the list of parts and a part have in common."""

    form_list: ClassVar[Any] = [(slug, step.form_class) for slug, step in STEPS.items()]
    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "options"]

    draft: Draft
    setting: Setting

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        places = filing_places(user_of(request), timezone.localdate())
        visible = drafts_visible_to(user_of(request), places.values())
        related = visible.select_related("data_key", "prison", "submitted_referral")
        draft = related.filter(public_id=kwargs["draft"]).first()
        if draft is None:
            raise Http404
        self.draft = draft
        self.setting = _setting(draft, places[draft.country])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sent = self.draft.submitted_referral
        if sent is not None:
            return redirect("work:referral", referral=sent.public_id)
        self.prefix = self.draft.public_id.hex
        self.storage = DraftStorage(self.prefix, self.draft)
        self.storage.current_step = kwargs.get("step")
        self.steps = StepsHelper(self)
        try:
            return View.dispatch(self, request, *args, **kwargs)
        except DraftClosed:
            # Sent or deleted in another window: the list of parts knows where to go.
            return redirect("work:draft", draft=self.draft.public_id)

    @property
    def today(self) -> date:
        return self.setting.today

    @property
    def helpline(self) -> Helpline | None:
        """Whom to call with questions; stands on every page of the wizard."""
        return helpline(self.draft.country)

    @property
    def coordinators(self) -> list[User]:
        """Who else can be asked: those of the country, without the reader."""
        own = user_of(self.request).pk
        return [one for one in coordinators_of(self.draft.country, self.today) if one.pk != own]

    @property
    def answers(self) -> SubmittedAnswers:
        """What would be sent now. Only where every part before has been read by `walk`."""
        return collect(self.setting.answered, country=self.draft.country)

    def walk(self, *, until: str = "") -> str:
        """Read the parts in their order, up to but without `until`. Returns the first that is missing, or ""."""
        self.setting.answered.clear()
        for step in self.steps.all:
            if step == until:
                return ""
            cleaned = self._cleaned(step)
            if cleaned is None:
                return str(step)
            self.setting.answered[step] = cleaned
        return ""

    def _cleaned(self, step: str) -> dict[str, Any] | None:
        data = self.storage.get_step_data(step)
        if data is None:
            return None
        settled = STEPS[step].form_class.settled(dict(data.lists()), self.setting)
        if settled is not None:
            return settled
        form = self.get_form(step, data=data)
        return form.cleaned_data if form.is_valid() else None

    def get_form(
        self, step: str | None = None, data: MultiValueDict[str, str] | None = None, files: Any = None
    ) -> StepForm:
        form: StepForm = super().get_form(step=step, data=data)
        return form

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        return {"setting": self.setting}

    def get_step_url(self, step: str) -> str:
        return reverse(self.url_name, kwargs={"draft": self.draft.public_id, "step": step})

    @property
    def is_own_page(self) -> bool:
        """Whether what was posted comes from this page of this draft, as we made it."""
        management = ManagementForm(self.request.POST, prefix=self.prefix)
        return bool(management.is_valid() and management.cleaned_data["current_step"] == self.steps.current)


def _setting(draft: Draft, place: FilingPlace) -> Setting:
    return Setting(place=place, today=today_in(draft.country), find_matches=find_matches)
