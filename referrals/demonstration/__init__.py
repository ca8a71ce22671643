"""Referrals of plainly invented people, so that every list of a demonstration has something in it."""
