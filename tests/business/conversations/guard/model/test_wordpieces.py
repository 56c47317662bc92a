"""Are texts cut as the vocabulary was made?"""

from steadyhand.business.conversations.guard.model.wordpieces import WordPieces

PIECES = [
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "we",
    "'",
    "re",
    "on",
    "##e",
    "##s",
    "zu",
    "##rich",
    ".",
    "中",
    "文",
    "face",
    "-",
    "u",
]
WORDS = WordPieces({piece: number for number, piece in enumerate(PIECES)})


def pieces(text: str) -> list[str]:
    return [PIECES[number] for number in WORDS.numbers(text)]


def test_marks_stand_alone_and_the_longest_piece_goes_first() -> None:
    assert pieces("We're ones.") == ["we", "'", "re", "on", "##e", "##s", "."]


def test_case_accents_and_invisible_characters_say_nothing() -> None:
    assert pieces("ZÜRICH\u200b\x00 wé\u0301") == ["zu", "##rich", "we"]


def test_chinese_characters_are_words_of_their_own() -> None:
    assert pieces("中文re") == ["中", "文", "re"]


def test_a_word_without_pieces_or_beyond_all_length_is_unknown() -> None:
    assert pieces("xyz we") == ["[UNK]", "we"]
    assert pieces("e" * 101) == ["[UNK]"]
    assert pieces("🙂") == ["[UNK]"]


def test_an_empty_text_has_no_pieces() -> None:
    assert pieces(" \n\t") == []
