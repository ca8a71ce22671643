"""Pure arithmetic of dated places: no framework, no clock, no database.

`house` what is planned with, `ledger` how many places a day has, `assignment` one place for the whole stay,
`refusal` why not, `openings` from when, `declaring` places that follow declared numbers, `standing` whether
a service takes anybody now, `limits` and `workdays` the calendar.
"""
