"""What is read of services at locations for every booking and every routing decision, as plain SQL.

Written out, because the framework took longer to put these together, each time anew, than a database to
answer. `{among}` stands for the keys of services. Nothing that ended before `today` is read, however much
of it there is.
"""

TAKE_TURN = "UPDATE providers_serviceatlocation SET version = version + 1 WHERE public_id = %s RETURNING id"

# The plus keeps databases from going through all stays of the service that ever were: few holds expire.
# One row a service: what it is, where it is, whether it takes anybody now.
SERVICES = """
SELECT s.id, s.public_id, p.public_id, p.country, s.unit_kind, s.languages, s.house_rules, s.characteristics,
    s.turnaround_days, s.max_age_days, s.confirmed_at, r.code, z.code,
    (s.closed_at IS NOT NULL OR p.archived_at IS NOT NULL),
    EXISTS (
        SELECT 1 FROM providers_pause x WHERE x.service_at_location_id = s.id
        AND x.start <= %(today)s AND (x."end" IS NULL OR x."end" > %(today)s)
    ),
    EXISTS (
        SELECT 1 FROM providers_stay h
        WHERE h.released_at IS NULL AND h.hold_expires_at <= %(now)s AND +h.service_at_location_id = s.id
    )
FROM providers_serviceatlocation s
JOIN providers_provider p ON p.id = s.provider_id
JOIN providers_location l ON l.id = s.location_id
LEFT JOIN geography_region r ON r.id = l.region_id
LEFT JOIN geography_prison z ON z.id = l.prison_id
WHERE s.id {among}
"""

# Programmes that pay for a service with the limit they state for its type, regions and prisons it serves.
TERMS = """
SELECT 'TERM', o.service_at_location_id, g.id, g.public_id, g.start, g."end", m.months, NULL
FROM providers_programmeoffer o
JOIN providers_serviceatlocation s ON s.id = o.service_at_location_id
JOIN services_programme g ON g.id = o.programme_id
LEFT JOIN services_programmelimit m ON m.programme_id = g.id AND m.service_type_id = s.service_type_id
WHERE o.service_at_location_id {among}
"""
SERVED = """
UNION ALL
SELECT 'REGION', x.serviceatlocation_id, r.id, NULL, NULL, NULL, NULL, r.code
FROM providers_serviceatlocation_regions x JOIN geography_region r ON r.id = x.region_id
WHERE x.serviceatlocation_id {among}
UNION ALL
SELECT 'PRISON', x.serviceatlocation_id, z.id, NULL, NULL, NULL, NULL, z.code
FROM providers_serviceatlocation_prisons x JOIN geography_prison z ON z.id = x.prison_id
WHERE x.serviceatlocation_id {among}
"""

# What a house is made of. Of the declared numbers that of today, and those to come.
HOUSES = """
SELECT 'GROUP', g.service_at_location_id, g.id, CAST(NULL AS bigint), g.opens, g.closes,
    CAST(NULL AS date), CAST(NULL AS integer), g.characteristics, g.languages
FROM providers_unitgroup g WHERE g.service_at_location_id {among}
UNION ALL
SELECT 'STEP', g.service_at_location_id, g.id, NULL, c.start, NULL, NULL, c.places, NULL, NULL
FROM providers_unitgroup g JOIN providers_capacitystep c ON c.group_id = g.id
WHERE g.service_at_location_id {among} AND c.start >= COALESCE((
    SELECT MAX(b.start) FROM providers_capacitystep b WHERE b.group_id = g.id AND b.start <= %(today)s
), %(today)s)
UNION ALL
SELECT 'UNIT', g.service_at_location_id, g.id, u.id, u.opens, u.closes, NULL, NULL, u.characteristics, NULL
FROM providers_unitgroup g JOIN providers_unit u ON u.group_id = g.id
WHERE g.service_at_location_id {among} AND (u.closes IS NULL OR u.closes > %(today)s OR EXISTS (
    SELECT 1 FROM providers_occupation o
    WHERE o.unit_id = u.id AND o.released_at IS NULL AND o.blocked_until > %(today)s
))
UNION ALL
SELECT 'VOID', g.service_at_location_id, g.id, v.unit_id, v.start, v."end", NULL, v.places, NULL, NULL
FROM providers_unitgroup g JOIN providers_void v ON v.group_id = g.id
WHERE g.service_at_location_id {among} AND v."end" > %(today)s
UNION ALL
SELECT 'OVERRUN', g.service_at_location_id, g.id, u.id, e.start, e."end", e.blocked_until, NULL, NULL, NULL
FROM providers_unitgroup g JOIN providers_unit u ON u.group_id = g.id
JOIN providers_overstay e ON e.unit_id = u.id
WHERE g.service_at_location_id {among} AND e.blocked_until > %(today)s
"""

STAYS = """
SELECT g.service_at_location_id, t.id, o.unit_id, t.start, t."end", o.blocked_until, t.requirement_codes,
    t.firmness, t.languages
FROM providers_unitgroup g JOIN providers_unit u ON u.group_id = g.id
JOIN providers_occupation o ON o.unit_id = u.id JOIN providers_stay t ON t.id = o.stay_id
WHERE g.service_at_location_id {among} AND o.released_at IS NULL AND o.blocked_until > %(today)s
"""
