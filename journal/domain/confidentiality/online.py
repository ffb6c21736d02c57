"""Where a person is found online: e-mail addresses, handles, profiles."""

import re
from collections.abc import Iterator

from journal.domain.confidentiality.finding import Kind, Spot

_EMAIL = re.compile(
    r"[\w.+'-]{1,64}[ \t]?(?:@|\[at\]|\(at\))[ \t]?[\w-]{1,63}"
    r"(?:(?:\.|[ ]?\[dot\][ ]?|[ ]?\(dot\)[ ]?)[\w-]{1,63}){1,5}",
    re.I,
)
_SPOKEN_EMAIL = re.compile(
    r"\b[\w.+-]{1,64}(?:[ ](?:dot|underscore|dash)[ ][\w+-]{1,40}){0,3}[ ](?:at|AT)[ ]"
    r"[\w-]{1,40}(?:[ ]?(?:dot|DOT|\.)[ ]?[\w-]{1,20}){1,4}\b"
)
_ENDING = re.compile(
    r"(?:dot|\.)[ ]?(?:com|org|net|uk|co|wales|scot|cymru|example|test|ac|gov|ie|me|info)$", re.I
)
_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z0-9_][A-Za-z0-9_.]{1,39}(?<!\.)")
_NAMED_HANDLE = re.compile(
    r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|tiktok|tik tok|twitter|discord|facebook|fb|reddit|twitch"
    r"|youtube|telegram|skype|username|handle|gamertag|psn|xbox|kik|onlyfans|messenger)\b"
    r"(?:[ \t:,-]|\b(?:is|name|handle|username|account|as|under|called|it's|id|user|she's|he's)\b)"
    r"{1,8}(?P<name>(?=[A-Za-z._-]{0,29}[0-9_.])[A-Za-z0-9_][A-Za-z0-9_.-]{2,30}[A-Za-z0-9_])",
    re.I,
)
_PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]{1,30}\.){0,3}"
    r"(?:facebook|fb|instagram|linkedin|twitter|x|tiktok|snapchat|youtube|reddit|threads|twitch"
    r"|discord|linktr|t|wa|onlyfans|justgiving|gofundme|spotify|soundcloud|bsky)"
    r"\.(?:com|me|net|gg|ee|app|tv|co\.uk)/[^\s<>()\[\]\"']{1,200}",
    re.I,
)
_PERSONAL_PAGE = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]\"']{1,120}/"
    r"(?:~|people/|profiles?/|users?/|staff/|members?/|u/|author/|in/)[^\s<>()\[\]\"']{1,120}",
    re.I,
)
_NETWORK = re.compile(r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w.])")


def find_online(text: str) -> Iterator[Spot]:
    """Every address by which one person can be found online."""
    for match in _EMAIL.finditer(text):
        yield Spot(match.start(), _without_stop(match), Kind.EMAIL, 10)
    for match in _SPOKEN_EMAIL.finditer(text):
        if _ENDING.search(match[0]):
            yield Spot(*match.span(), Kind.EMAIL, 10)
    for pattern, sure in ((_PROFILE, 9), (_PERSONAL_PAGE, 9), (_HANDLE, 7), (_NETWORK, 4)):
        for match in pattern.finditer(text):
            yield Spot(match.start(), _without_stop(match), Kind.ONLINE, sure)
    for match in _NAMED_HANDLE.finditer(text):
        yield Spot(*match.span("name"), Kind.ONLINE, 6)


def _without_stop(match: re.Match[str]) -> int:
    """The end without the full stop or comma of the sentence."""
    return match.start() + len(match[0].rstrip(".,;:!?-'"))
