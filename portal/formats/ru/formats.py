"""Russian days and months: the month after a day stands in the genitive, hours have two digits.

No "г." after the year: a sentence that ends in a date would end in two full stops.
"""

DATE_FORMAT = "j E Y"
YEAR_MONTH_FORMAT = "F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y, H:i"
MONTH_DAY_FORMAT = "j E"
FIRST_DAY_OF_WEEK = 1
