"""Names of files: the last part of the path, what can be seen, one ending."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from react_cases.evidence.formats import EXTENSIONS
from react_cases.evidence.names import LONGEST, cleaned_name


@pytest.mark.parametrize(
    ("given_name", "extension", "name"),
    [
        ("IMG_2021.JPG", "jpg", "IMG_2021.jpg"),
        ("Протокол 12.03.2021.pdf", "pdf", "Протокол 12_03_2021.pdf"),
        ("photo.php.jpg", "jpg", "photo_php.jpg"),
        ("photo.heic", "jpg", "photo.jpg"),
        ("../../etc/passwd.png", "png", "passwd.png"),
        ("C:\\Users\\Amina\\справка.pdf", "pdf", "справка.pdf"),
        ("a\x00.exe.jpg", "jpg", "a_exe.jpg"),
        ("invoice\u202egpj.exe", "jpg", "invoicegpj.jpg"),
        ("new\nline\ttab.png", "png", "newlinetab.png"),
        ("  .png", "png", ""),
        ("...", "pdf", ""),
        ("", "pdf", ""),
        ('<img src="x">.png', "png", "img src=_x.png"),
        ("x" * 300 + ".mp4", "mp4", "x" * 96 + ".mp4"),
    ],
)
def test_names_become_readable(given_name: str, extension: str, name: str) -> None:
    assert cleaned_name(given_name, extension) == name


@given(st.text(max_size=300), st.sampled_from([*sorted(EXTENSIONS), ""]))
def test_no_name_hides_anything(given_name: str, extension: str) -> None:
    name = cleaned_name(given_name, extension)
    assert len(name) <= LONGEST
    assert not set('/\\<>:"|?*') & set(name)
    assert name.isprintable() or not name.strip()
    assert name.count(".") <= 1
    assert name == "" or not extension or name.endswith(f".{extension}")
