"""Plainly invented programmes, providers, places and accounts, so that the portal can be tried."""
