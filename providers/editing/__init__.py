"""Who edits which pages: what memberships give, what the administration opens, how a change becomes public."""
