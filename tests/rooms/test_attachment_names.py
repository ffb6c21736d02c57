"""Names of files, as people and attackers send them."""

import re

import pytest

from journal.cleaning.kinds import JPEG
from journal.file_names import clean_name
from journal.file_serving import disposition


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\..\\windows\\win.ini", "win.jpg"),
        ("C:\\Users\\anna\\my photo.JPG", "my photo.jpg"),
        ("photo\u202egpj.exe", "photogpj.jpg"),
        ("a\x00b\r\nSet-Cookie: x.png", "abSet-Cookie_ x.jpg"),
        ("x" * 300 + ".png", "x" * 80 + ".jpg"),
        ("🌱 growth 👩🏽‍🌾.png", "🌱 growth 👩🏽‍🌾.jpg"),
        ("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.jpg"),
        ("", "photo.jpg"),
        (None, "photo.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("....", "photo.jpg"),
        ("con.jpg", "_con.jpg"),
        ("flipchart.pdf", "flipchart.jpg"),
        ("\ud800lone.png", "lone.jpg"),
    ],
)
def test_a_name_is_harmless_wherever_it_goes(given: str | None, kept: str) -> None:
    assert clean_name(given, JPEG) == kept
    header = disposition(clean_name(given, JPEG))
    plain = r"attachment; filename=\"[A-Za-z0-9 ._()-]*\"; "
    assert re.fullmatch(plain + r"filename\*=UTF-8''\S+", header)
