"""What keeping a place costs, beside a rival that does the same without the framework."""
