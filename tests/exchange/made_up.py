"""Frameworks that nobody would think of: hypothesis makes them."""

from hypothesis import strategies as st

from journal.domain.framework import Audience, StatementKind
from journal.exchange.exchanged import Exchanged, ExchangedGroup, ExchangedStatement
from journal.exchange.texts import is_empty, line, lines

ALPHABET = st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("<>&;\"'=+-@,….: \n")
TEXTS = st.text(ALPHABET, max_size=300) | st.sampled_from(
    [
        "=SUM(A1)",
        "'=1",
        "<p>not mark-up</p>",
        "&amp; so on",
        "a" * 99 + "…",
        "word " * 60,
        "Key: a\nSource: b\n\nc",
        "NaN",
    ]
)
SAID = TEXTS.map(line).filter(lambda text: not is_empty(text))
EXPLANATIONS = TEXTS.map(lines)
KEYS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
CODES = st.one_of(
    st.from_regex(r"[KSB][1-9][0-9]?", fullmatch=True),
    st.from_regex(r"[1-9]\.[1-9]", fullmatch=True),
    KEYS,
    st.text(ALPHABET.filter(lambda each: each != "%"), max_size=40)
    .map(line)
    .filter(lambda code: not is_empty(code)),
)
OF_ONE = {"unique_by": lambda thing: thing.key, "min_size": 1, "max_size": 5}
GROUPS = st.lists(st.builds(ExchangedGroup, KEYS, SAID, st.sampled_from(Audience)), **OF_ONE)


@st.composite
def frameworks(draw: st.DrawFn) -> Exchanged:
    """A whole framework, with an empty group here and there and links across."""
    groups = draw(GROUPS)
    codes = draw(st.lists(CODES, min_size=1, max_size=8, unique=True))
    statements = tuple(
        ExchangedStatement(
            code=code,
            text=draw(SAID),
            kind=draw(st.sampled_from(StatementKind)),
            group=draw(st.sampled_from(groups)).key,
            explanation=draw(EXPLANATIONS),
            related=tuple(
                each
                for each in draw(st.lists(st.sampled_from(codes), max_size=2, unique=True))
                if each != code
            ),
        )
        for code in codes
    )
    return Exchanged(
        key=draw(KEYS),
        title=draw(SAID),
        short_title=draw(TEXTS.map(line)),
        source=draw(TEXTS.map(line).filter(lambda text: text != "Not named")),
        version=draw(TEXTS.map(line)),
        description=draw(EXPLANATIONS),
        groups=tuple(groups),
        statements=statements,
    )
