"""From the lines that translators write to blocks."""

from providers.content.markup import blocks_of


def test_lines_of_one_kind_in_a_row_make_one_block() -> None:
    text = (
        "## Who\nFor you.\nAlso for her.\n- a bed\n- a desk\n\n1. Go | by bus\n2. Stay | a while\n- new list"
    )
    assert blocks_of(text) == [
        ("heading", "Who"),
        ("paragraph", "<p>For you.</p>"),
        ("paragraph", "<p>Also for her.</p>"),
        ("list", ["a bed", "a desk"]),
        ("steps", [{"title": "Go", "text": "by bus"}, {"title": "Stay", "text": "a while"}]),
        ("list", ["new list"]),
    ]


def test_a_box_has_a_title_and_a_text() -> None:
    assert blocks_of("> Ended | Ask what is valid.") == [
        ("callout", {"title": "Ended", "text": "Ask what is valid."})
    ]


def test_advice_for_the_three_readers_is_one_block() -> None:
    assert blocks_of("?prison Ask.\n?free Phone.\n?family Show it.") == [
        ("what_to_do", {"from_prison": "Ask.", "after_release": "Phone.", "as_relative": "Show it."})
    ]


def test_voices_are_one_block() -> None:
    assert blocks_of("~ It helps.\n~ It teaches.") == [("quotes", ["It helps.", "It teaches."])]


def test_numbers_and_addresses_become_links() -> None:
    ((_kind, html),) = blocks_of("{671 6198}, jmk@jmk.ee or www.jmk.ee/abi.")
    assert '<a href="tel:+3726716198">671\N{NO-BREAK SPACE}6198</a>' in html
    assert '<a href="mailto:jmk@jmk.ee">jmk@jmk.ee</a>' in html
    assert '<a href="https://www.jmk.ee/abi">www.jmk.ee/abi</a>.' in html


def test_what_looks_like_html_stays_text() -> None:
    assert blocks_of("a < b & c") == [("paragraph", "<p>a &lt; b &amp; c</p>")]


def test_a_date_at_the_start_of_a_line_is_no_step() -> None:
    assert blocks_of("1. jaanuarist 2023.") == [("paragraph", "<p>1. jaanuarist 2023.</p>")]


def test_easy_sentences_and_numbers_are_one_block_each() -> None:
    text = "! Call.\n! Ask.\n+ Pärnu | 504 7145 | Samaaria\n+ Jõhvi | 5646 5405"
    assert blocks_of(text) == [
        ("easy", ["Call.", "Ask."]),
        (
            "numbers",
            [
                {"place": "Pärnu", "phone": "504 7145", "who": "Samaaria"},
                {"place": "Jõhvi", "phone": "5646 5405"},
            ],
        ),
    ]


def test_a_question_has_an_answer_with_links() -> None:
    ((kind, value),) = blocks_of("?? Who sees it? | Read [the notice](privacy).", lambda code: f"<a {code}>")
    assert kind == "questions"
    assert value == [{"question": "Who sees it?", "answer": "<p>Read <a privacy>the notice</a>.</p>"}]


def test_a_box_may_hold_a_number() -> None:
    assert blocks_of("> In danger | Call. | 112") == [
        ("callout", {"title": "In danger", "text": "Call.", "phone": "112"})
    ]
