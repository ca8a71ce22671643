"""What the five documents state: the tests ask the database and the pages for it."""

# (code, name, web, [(service, place, region)]), as the sources have them
PROVIDERS = [
    (
        "crimeless",
        "MTÜ Balti Kriminaalpreventsiooni ja Sotsiaalse Rehabilitatsiooni Instituut",
        "www.crimeless.eu",
        [],
    ),
    ("jmk", "MTÜ Johannes Mihkelsoni keskus", "www.jmk.ee", [("mentoring", "", "EE-X-SOUTH")]),
    ("lootuse_kyla", "MTÜ Lootuse küla", "www.lootusekula.ee", [("housing", "Laitse", "EE-726")]),
    (
        "samaaria",
        "MTÜ Samaaria Eesti Misjon",
        "www.samaaria.ee",
        [("housing", "Haapsalu", "EE-184"), ("housing", "Pärnu", "EE-624")],
    ),
    (
        "uus_polvkond",
        "MTÜ Jõhvi Kristlik Kogudus Uus Põlvkond",
        "www.nge.ee",
        [("housing", "Jõhvi", "EE-251")],
    ),
    ("valge_eesti", "MTÜ Valge Eesti", "www.estodiac.eu", []),
    (
        "lt_biuras",
        "VšĮ Žmogiškųjų išteklių stebėsenos ir plėtros biuras",
        "",
        [
            ("complex_support", "Pravieniškių pataisos namai", "LT-13"),
            ("complex_support", "Šiauliai", "LT-43"),
        ],
    ),
]

# (provider, place, name, role, phone as published, period)
CONTACTS = {
    ("jmk", "", "Veronika", "CONTACT", "53 06 38 93", "2019–2022"),
    ("lootuse_kyla", "Laitse", "Raiman Kukk", "SERVICE_MANAGER", "671 6198", "2015–2023"),
    ("samaaria", "Pärnu", "Mihkel Nõlvak", "SERVICE_MANAGER", "504 7145", "2015–2023"),
    ("samaaria", "Haapsalu", "Mihkel Nõlvak", "SERVICE_MANAGER", "5393 2200", "2015–2023"),
    ("uus_polvkond", "Jõhvi", "Avo Üprus", "SERVICE_MANAGER", "5646 5405", "2015–2023"),
}

# What a reader must find on the page of each thing, whatever the language: names, numbers, addresses.
SAID_ANYWHERE = {
    "home": ["Stanislav Solodov", "+372 620 8120", "2015–2023", "112", "Euroopa Sotsiaalfond"],
    "mentoring": ["18", "2015", "2023"],
    "housing": ["6", "2015", "2023"],
    "complex_support": ["Pravieni|Правениш", "Šiauli|Шяуля", "31", "2023"],
    "estonia_reentry": [
        "2015–2023|2015 to 2023|2015 по 2023",
        "Justiitsministeerium",
        "www.kriminaalpoliitika.ee/tugiteenus",
        "Stanislav Solodov",
        "+372 620 8120",
        "Valge Eesti",
        "Lootuse küla",
        "Samaaria Eesti Misjon",
        "Jõhvi Kristlik Kogudus Uus Põlvkond",
        "Johannes Mihkelsoni keskus",
        "Balti Kriminaalpreventsiooni ja Sotsiaalse Rehabilitatsiooni Instituut",
    ],
    "jmk_mentoring": ["2019", "2022"],
    "lithuania_complex_services": [
        "VšĮ Žmogiškųjų išteklių stebėsenos ir plėtros biuras",
        "Kalėjimų departamentas prie LR teisingumo ministerijos",
        "Lietuvos bausmių vykdymo sistemos kokybės gerinimas",
        "2023",
    ],
    "jmk": [
        "53 06 38 93",
        "7 300 541",
        "jmk@jmk.ee",
        "Veronika",
        "2019–2022|2019 to 2022",
        "Pärnu|Пярну|Pernu",
    ],
    "lootuse_kyla": ["Raiman Kukk", "671 6198", "2015–2023", "Lait|Лайтсе"],
    "samaaria": ["Mihkel Nõlvak", "504 7145", "5393 2200", "2015–2023"],
    "uus_polvkond": ["Avo Üprus", "5646 5405", "MTÜ Uus Põlvkond", "EELK diakoonia- ja ühiskonnatöö SA"],
    "crimeless": ["www.crimeless.eu"],
    "valge_eesti": ["www.estodiac.eu"],
    "lt_biuras": ["Pravieniškių pataisos namai|Pravieniškių pataisos namuose", "Šiauli|Шяуля", "2023"],
    "contacts": [
        "Stanislav Solodov",
        "+372 620 8120",
        "671 6198",
        "504 7145",
        "5393 2200",
        "5646 5405",
        "53 06 38 93",
        "7 300 541",
        "jmk@jmk.ee",
        "112",
    ],
}

# What the sources leave open is said to be open on these pages.
LEFT_OPEN = [
    "mentoring",
    "housing",
    "complex_support",
    "lithuania_complex_services",
    "crimeless",
    "valge_eesti",
]

# Words for what is stated, by page and language.
SAID_IN = {
    "mentoring": {
        "et": ["vabatahtlik", "tasuta", "inspektor-kontaktisik", "standard", "koolitus", "kuus kuud"],
        "en": ["volunt", "free for you", "contact person", "standard", "raining", "six months"],
        "ru": ["доброволец", "бесплатно", "контактному лицу", "стандарт", "обучение", "шести месяцев"],
        "lt": ["savanor", "nekainuoja", "kontaktinis asmuo", "standart", "mokym", "šeši mėnesiai"],
    },
    "housing": {
        "et": [
            "pesumasin",
            "Köök",
            "võlanõustaja",
            "psühholoog",
            "kogemusnõustaja",
            "Töötukassa",
            "kauemaks",
        ],
        "en": [
            "washing machine",
            "kitchen",
            "debt counsellor",
            "psychologist",
            "peer",
            "Insurance Fund",
            "longer",
        ],
        "ru": ["стиральная", "Кухня", "по долгам", "психолог", "по опыту", "кассе по безработице", "дольше"],
        "lt": ["skalbykl", "Virtuv", "skolų konsultant", "psichologu", "patirties", "draudimo kas", "ilgiau"],
    },
    "complex_support": {
        "et": ["Psühholoog", "Sõltuvusnõustaja", "rühmas", "Soome", "pusiaukelės namai"],
        "en": ["psychologist", "addiction counsellor", "group", "Finland", "pusiaukelės namai"],
        "ru": ["Психолог", "по зависимостям", "группе", "Финлянд", "pusiaukelės namai"],
        "lt": ["Psichologas", "Priklausomybių konsultantas", "grupėje", "Suomijos", "usiaukelės namuose"],
    },
    "jmk": {
        "et": ["Lõuna-Eesti", "elus tänu tugiisikule", "toetab, õpetab ja aitab"],
        "en": ["South Estonia", "alive thanks to the mentor", "supports, teaches and helps"],
        "ru": ["Южной Эстонии", "благодаря наставнику", "поддерживает, учит и помогает"],
        "lt": ["Pietų Estijoje", "mentoriaus dėka", "palaiko, moko ir padeda"],
    },
}

# How each language says that no document has something.
NOT_STATED = {
    "et": "meie allikates",
    "en": "not stated in our sources",
    "ru": "в наших источниках",
    "lt": "mūsų šaltiniuose",
}
