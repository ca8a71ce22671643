from home.date_parts import DatePartsField, DatePartsWidget

__all__ = ["DatePartsField", "DatePartsWidget"]
