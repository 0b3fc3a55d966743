"""Tokens are the same however a sentence is cut: piece by piece from memory, or by the pattern."""

from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.extraction.document import TOKEN, Sentence

PIECES = st.sampled_from(
    "R5 R450 N2,000 million bn k 36 000 120,000 5 U.S. U.S A320 km² ½ 3½ ¼ zone's zone’s R&D £5m US$ $ . , ( ) - “ ” it's \u00a0 12\u00a0000 "
    "1.234.567 .5 6.8 % é _ a I Rs. RMB10 24/7 1'000".split(" ")
)


@given(st.one_of(st.lists(PIECES, max_size=12).map(" ".join), st.text(max_size=40)))
@example("R450 million")
@example("a  b")
@example("about 36 000 people")
@example("tab\tand\u00a0space")
def test_pieces_give_the_tokens_of_the_pattern(text: str) -> None:
    text = text.strip()
    sentence = Sentence(0, 7, 7 + len(text), text)
    sentence.cut()
    assert sentence.tokens == [token.rstrip() for token in TOKEN.findall(text)]
    assert [
        text[start - 7 : end - 7] for start, end in zip(sentence.starts, sentence.ends, strict=True)
    ] == sentence.tokens
    assert len(sentence.lower) == len(sentence.kinds) == len(sentence.tokens)
