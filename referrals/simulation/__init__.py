"""Years of releases over the counties, played with one way of giving places after the other. Pure and seeded."""
