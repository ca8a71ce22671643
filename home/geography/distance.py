"""Distance between two points on the earth."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


def haversine_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the distance in kilometres as the crow flies between two points in degrees (WGS 84)."""
    north_a, north_b = radians(lat_a), radians(lat_b)
    half_north, half_east = (north_b - north_a) / 2, radians(lon_b - lon_a) / 2
    chord = sin(half_north) ** 2 + cos(north_a) * cos(north_b) * sin(half_east) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
