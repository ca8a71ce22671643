"""What the sweeper does for the pages themselves."""

from home.record.sweeper import register

from .helplines import remember_lines

register("portal.remember_helplines", remember_lines)
