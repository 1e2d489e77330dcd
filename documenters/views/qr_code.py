"""A QR code as one SVG path: nothing is fetched, nothing is inline style."""

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4
"""Empty modules around the code, which the standard asks for."""


@dataclass(frozen=True)
class QrCode:
    """What the template draws."""

    side: int
    """Modules along one side, with the quiet zone."""
    path: str
    """The dark modules: runs along the rows, for the attribute `d`."""


def qr_code(text: str) -> QrCode:
    """The code of a text, with 15 % of redundancy: paper gets folded."""
    drawn = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    drawn.add_data(text)
    rows = drawn.get_matrix()
    parts = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                parts.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run or 1
    return QrCode(len(rows), "".join(parts))
