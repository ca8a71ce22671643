"""Where formtools keeps answers: sealed, in the draft."""

from typing import Any

from django.utils import timezone
from formtools.wizard.storage.base import BaseStorage

from home.geography.models import Prison

from ..models import Draft
from .drafts import save_part, typed_in


class DraftStorage(BaseStorage):
    """One draft, one storage: nothing is in the session, so two windows cannot mix.

    `current_step` is the address's, for one request; only `keep` writes.
    """

    def __init__(self, prefix: str, draft: Draft) -> None:
        super().__init__(prefix)
        self.draft = draft
        self.init_data()
        self.data[self.step_data_key] = typed_in(draft)

    @property
    def touched(self) -> set[str]:
        """The parts into which something was typed, right or wrong."""
        return set(self.data[self.step_data_key])

    def keep(self, *, step: str, typed: dict[str, list[str]], prison: Prison | None) -> None:
        """Raises `DraftClosed`."""
        self.data[self.step_data_key] = save_part(
            draft=self.draft, step=step, typed=typed, prison=prison, now=timezone.now()
        )

    def set_step_data(self, step: str, cleaned_data: Any) -> None:
        raise NotImplementedError("Answers are kept by `keep`, which knows the prison too.")
