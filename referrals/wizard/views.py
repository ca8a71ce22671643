"""Pages of the wizard: what it needs, the list of parts, one part, and throwing a draft away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from home.record.receipts import KeyReused

from ..forms.wizard_check import CheckForm
from ..forms.wizard_matches import MatchesForm
from ..forms.wizard_setting import FilingPlace
from ..forms.wizard_step import StepForm
from ..operations import submit_referral
from .access import user_of
from .drafts import delete_draft, drafts_visible_to, start_draft
from .filing import filing_places
from .review import review
from .seen import seen
from .steps import AGREEMENT, CHECK, STEPS
from .tasks import task_groups
from .wizard import DraftWizard


class ReferralNew(TemplateView):
    """What is needed, how long it takes, who will see it. Reading it stores nothing; the button makes a draft."""

    template_name = "referrals/wizard/new.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.places = filing_places(user_of(request), timezone.localdate())
        if not self.places:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafts = drafts_visible_to(user_of(self.request), self.places.values())
        unsent = drafts.filter(submitted_referral__isnull=True)[:20]
        return super().get_context_data(places=list(self.places.values()), drafts=unsent, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        place = self._place()
        if place is None:
            messages.error(request, _("Choose the country first."))
            return self.render_to_response(self.get_context_data())
        draft = start_draft(owner=user_of(request), place=place, now=timezone.now())
        return redirect("work:draft", draft=draft.public_id)

    def _place(self) -> FilingPlace | None:
        if len(self.places) == 1:
            return next(iter(self.places.values()))
        return self.places.get(self.request.POST.get("country", ""))


class DraftTasks(DraftWizard):
    """The list of parts with their state."""

    template_name = "referrals/wizard/tasks.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        missing = self.walk()
        groups = task_groups(answered=self.setting.answered, missing=missing, touched=self.storage.touched)
        context = {
            "draft": self.draft,
            "groups": groups,
            "next": STEPS[missing],
            "done": len(self.setting.answered),
            "count": len(STEPS),
            "person": self.setting.person_name,
            "helpline": self.helpline,
            "coordinators": self.coordinators,
        }
        page: HttpResponse = self.render_to_response(context)
        return page


class DraftDelete(DraftWizard):
    """Asks once more, then throws the draft and its key away."""

    template_name = "referrals/wizard/delete.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page: HttpResponse = self.render_to_response({"draft": self.draft})
        return page

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        delete_draft(draft=self.draft)
        messages.success(request, _("The draft is deleted."))
        return redirect("work:referrals")


class DraftStep(DraftWizard):
    """One part."""

    def get_template_names(self) -> list[str]:
        return [f"referrals/wizard/{self.steps.current}.html", "referrals/wizard/step.html"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["step"] not in STEPS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._turn_back() or self._show(self.get_form(data=self.storage.current_step_data))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._turn_back() or self._receive(self.get_form(data=request.POST))

    def _show(self, form: StepForm) -> HttpResponse:
        page: HttpResponse = self.render(form)
        return page

    def _turn_back(self) -> HttpResponseBase | None:
        """To the first part that is missing before this one, if there is one."""
        missing = self.walk(until=self.steps.current)
        if not missing:
            return None
        messages.info(self.request, _("Please finish this part first. The parts after it build on it."))
        return redirect(self.get_step_url(missing))

    def _receive(self, form: StepForm) -> HttpResponseBase:
        if not self.is_own_page:
            messages.warning(
                self.request, _("This page was out of date. Check what you entered and save again.")
            )
            return self._show(form)
        if "stop" in self.request.POST and self.steps.current not in (AGREEMENT, CHECK):
            self._keep(form)
            return redirect("work:draft", draft=self.draft.public_id)
        if not form.is_valid():
            return self._show(form)
        if isinstance(form, CheckForm):
            return self.done([form])
        self._keep(form)
        return redirect(self.get_step_url(self.walk()))

    def _keep(self, form: StepForm) -> None:
        prison = self.draft.prison
        if self.steps.current == "release" and form.is_valid():
            code = form.cleaned_data["prison"]
            prison = next((own for own in self.setting.place.prisons if own.code == code), None)
        self.storage.keep(step=self.steps.current, typed=form.typed(), prison=prison)

    def done(self, form_list: list[Any], **kwargs: Any) -> HttpResponseBase:
        """Send: once, whatever is clicked twice. The answers are those that the page has shown."""
        if not form_list[0].is_of_this_page:
            return self._show_again()
        try:
            result = submit_referral(
                actor=user_of(self.request),
                key=str(self.draft.public_id),
                draft_id=self.draft.public_id,
                answers=self.answers,
                today=self.today,
                now=timezone.now(),
            )
        except KeyReused:
            return self._show_again()
        messages.success(self.request, _("The referral is sent. Below you see who was asked."))
        return redirect("work:referral", referral=result.referral_id)

    def _show_again(self) -> HttpResponseBase:
        messages.warning(
            self.request, _("The answers have changed since you opened this page. Read them again.")
        )
        return redirect(self.get_step_url(CHECK))

    def get_form_initial(self, step: str) -> dict[str, Any]:
        if step != CHECK:
            return {}
        return {"key": str(self.draft.public_id), "seen": seen(self.answers)}

    def get_context_data(self, form: StepForm, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        context |= {
            "draft": self.draft,
            "step": STEPS[self.steps.current],
            "person": self.setting.person_name,
            "helpline": self.helpline,
            "coordinators": self.coordinators,
            "may_stop": self.steps.current not in (AGREEMENT, CHECK),
        }
        if isinstance(form, CheckForm):
            context["sections"] = review(self.setting)
        if isinstance(form, MatchesForm):
            context["answers"] = self.answers
        return context
