"""The segments of a JPEG that are not the picture, taken out without drawing it afresh.

For photos inside a PDF, whose dots have to stay as the PDF describes them.
"""

APP1, APP13, APP15, COMMENT = 0xE1, 0xED, 0xEF, 0xFE
TAKEN_OUT = frozenset({*range(APP1, APP13 + 1), APP15, COMMENT})
START_OF_SCAN, END = 0xDA, 0xD9
STAND_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def without_details(data: bytes) -> bytes:
    """The same picture; what cannot be followed to its end is given back cut off there."""
    if data[:2] != b"\xff\xd8":
        return data
    kept, at = [data[:2]], 2
    while at + 1 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        end = end_of_segment(data, at, marker)
        if marker not in TAKEN_OUT:
            kept.append(data[at:end])
        at = end
        if marker == END:
            break
    return b"".join(kept)


def end_of_segment(data: bytes, at: int, marker: int) -> int:
    """Where the segment that begins at `at` ends; that of a scan holds its dots too."""
    if marker in STAND_ALONE or marker == END:
        return at + 2
    end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    if marker != START_OF_SCAN:
        return end
    while (end := data.find(b"\xff", end)) >= 0:
        if data[end + 1 : end + 2] not in _GOES_ON:
            return end
        end += 2
    return len(data)


_GOES_ON = {b"\x00", *(bytes([marker]) for marker in range(0xD0, 0xD8))}
