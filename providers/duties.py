"""What the sweeper does for providers."""

from home.record.sweeper import register
from providers.operations import expire_holds

register("providers.expire_holds", expire_holds)
