"""Sound recordings as MP3, WAV and FLAC: the sound kept, everything told about it left out."""

from journal.cleaning.kinds import CUT_SHORT, FLAC, MP3, WAV, Cleaned, Refused

TAGS = "the title, the names and the pictures stored with the sound"
NOT_SOUND = "We could find no sound in this file. " + CUT_SHORT
FEWEST_FRAMES = 3
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
KBITS_ONE = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_TWO = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
WAV_KEPT = frozenset({b"fmt ", b"data", b"fact"})
STREAMINFO, SEEKTABLE = 0, 3


def clean_mp3(data: bytes) -> Cleaned:
    """The frames of sound, one after the other; tags stand before and behind them."""
    frames, at = [], data.find(b"\xff", after_id3(data))
    while 0 <= at < len(data) - 4:
        length = frame_length(data, at)
        if length and at + length <= len(data):
            frames.append(data[at : at + length])
            at += length
        else:
            at = next_frame(data, at)
    if len(frames) < FEWEST_FRAMES:
        raise Refused(NOT_SOUND)
    kept = b"".join(frames)
    return Cleaned(kept, MP3, (TAGS,) if len(kept) < len(data) else ())


def after_id3(data: bytes) -> int:
    """Where the tags at the beginning end."""
    at = 0
    while data[at : at + 3] == b"ID3" and len(data) >= at + 10:
        size = 0
        for byte in data[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return at


def frame_length(data: bytes, at: int) -> int:
    """The bytes of the frame of MPEG layer III that begins here; 0 when none does."""
    first, second, third = data[at : at + 3]
    version, layer = second >> 3 & 3, second >> 1 & 3
    kbits, rate = third >> 4, third >> 2 & 3
    if first != 0xFF or second < 0xE0 or version == 1 or layer != 1:
        return 0
    if kbits in {0, 15} or rate == 3:
        return 0
    per_second = (KBITS_ONE if version == 3 else KBITS_TWO)[kbits - 1] * 1000
    samples = 144 if version == 3 else 72
    return samples * per_second // RATES[version][rate] + (third >> 1 & 1)


def next_frame(data: bytes, at: int) -> int:
    """The next place where two frames follow one another; -1 when there is none."""
    while 0 <= (at := data.find(b"\xff", at + 1)) < len(data) - 4:
        length = frame_length(data, at)
        if length and at + length < len(data) - 4 and frame_length(data, at + length):
            return at
    return -1


def clean_wav(data: bytes) -> Cleaned:
    """The form and the samples; the lists of names, places and notes between them go."""
    chunks, at, gone = [], 12, False
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise Refused(CUT_SHORT)
        if name in WAV_KEPT:
            chunks.append((name, data[at + 8 : at + 8 + size]))
        else:
            gone = True
        at += 8 + size + size % 2
    names = [name for name, _ in chunks]
    if names.count(b"fmt ") != 1 or names.count(b"data") != 1:
        raise Refused(NOT_SOUND)
    body = b"".join(
        name + len(held).to_bytes(4, "little") + held + b"\0" * (len(held) % 2)
        for name, held in chunks
    )
    whole = b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WAVE" + body
    return Cleaned(whole, WAV, (TAGS,) if gone else ())


def clean_flac(data: bytes) -> Cleaned:
    """The description of the stream and the frames; names and pictures go."""
    kept, at, last, gone = [], 4, False, False
    while not last:
        if at + 4 > len(data):
            raise Refused(CUT_SHORT)
        kind, last = data[at] & 0x7F, bool(data[at] & 0x80)
        end = at + 4 + int.from_bytes(data[at + 1 : at + 4], "big")
        if kind in {STREAMINFO, SEEKTABLE}:
            kept.append((kind, data[at + 1 : end]))
        else:
            gone = True
        at = end
    frames = data[at:]
    if not kept or kept[0][0] != STREAMINFO or frames[:1] != b"\xff":
        raise Refused(NOT_SOUND)
    blocks = [bytes([kind]) + held for kind, held in kept]
    final = bytes([kept[-1][0] | 0x80]) + kept[-1][1]
    whole = b"fLaC" + b"".join([*blocks[:-1], final]) + frames
    return Cleaned(whole, FLAC, (TAGS,) if gone else ())
