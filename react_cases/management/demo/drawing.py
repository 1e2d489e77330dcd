"""Draw what a demo case has as evidence: a sheet of paper that says that it is invented."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont

from react_cases.evidence.formats import CONTENT_TYPES, Cleaned, Kind

WIDTH, HEIGHT, MARGIN, LINE = 1_200, 1_600, 110, 46
PAPER, INK, SOFT = (247, 243, 232), (38, 46, 70), (150, 152, 160)


def draw_sheet(heading: str) -> Cleaned:
    """A photographed paper: a heading in Latin letters, lines that look like handwriting, and a stamp."""
    rng = Random(heading)  # noqa: S311  the same sheet each time, no secret
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.text((MARGIN, MARGIN), heading, fill=INK, font=ImageFont.load_default(64))
    pen.text((MARGIN, MARGIN + 90), "Invented for the demonstration", fill=SOFT, font=ImageFont.load_default(34))
    for row in range(18):
        top = MARGIN + 210 + row * LINE * 1.4
        place = float(MARGIN)
        end = WIDTH - MARGIN - (rng.randint(200, 600) if row % 6 == 5 else rng.randint(0, 60))
        while place < end:
            word = rng.randint(40, 150)
            points = [(place + step, top + rng.randint(-11, 11)) for step in range(0, word, 9)]
            pen.line(points, fill=INK, width=4, joint="curve")
            place += word + 22
    pen.ellipse((WIDTH - 430, HEIGHT - 400, WIDTH - 150, HEIGHT - 120), outline=(70, 90, 170), width=9)
    pen.ellipse((WIDTH - 395, HEIGHT - 365, WIDTH - 185, HEIGHT - 155), outline=(70, 90, 170), width=3)
    pen.text((WIDTH - 360, HEIGHT - 285), "DEMO", fill=(70, 90, 170), font=ImageFont.load_default(56))
    photo = Image.new("RGB", (WIDTH + 160, HEIGHT + 160), (96, 84, 74))
    photo.paste(sheet.rotate(1.2, expand=True, fillcolor=(96, 84, 74), resample=Image.Resampling.BICUBIC), (60, 60))
    result = BytesIO()
    photo.save(result, "JPEG", quality=82)
    return Cleaned(result.getvalue(), Kind.PHOTO, CONTENT_TYPES["jpg"], "jpg")
