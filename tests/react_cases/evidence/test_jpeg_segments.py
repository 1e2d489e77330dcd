"""Remarks leave a JPEG, the picture stays as it is."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from react_cases.evidence.formats import Refused
from react_cases.evidence.jpeg_segments import without_remarks
from tests.react_cases.evidence.pictures import CANARY, exif, jpeg, picture, saved


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}, {"subsampling": 0}])
def test_the_points_stay_the_same(options: dict[str, object]) -> None:
    given_bytes = jpeg(exif=exif(), comment=CANARY, **options) + CANARY
    stripped = without_remarks(given_bytes)
    assert CANARY not in stripped
    assert b"Exif" not in stripped
    with Image.open(io.BytesIO(stripped)) as after, Image.open(io.BytesIO(given_bytes)) as before:
        assert after.tobytes() == before.tobytes()


def test_colours_of_printers_keep_their_meaning() -> None:
    given_bytes = saved(picture().convert("CMYK"), "JPEG")
    assert b"Adobe" in without_remarks(given_bytes)


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda tail: jpeg()[:300] + tail))
def test_anything_else_is_refused_or_ends_well(data: bytes) -> None:
    try:
        stripped = without_remarks(data)
    except Refused:
        return
    assert stripped[:2] == b"\xff\xd8"
    assert stripped[-2:] == b"\xff\xd9"
