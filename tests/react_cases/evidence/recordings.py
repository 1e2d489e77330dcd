"""Sound and video with passengers, built here."""

import io
import random
import struct
from collections.abc import Callable
from fractions import Fraction

import av

from tests.react_cases.evidence.pictures import CANARY, WORD, jpeg

TAGS = {"title": WORD, "artist": WORD, "comment": WORD, "location": f"+42.8700+074.5900/{WORD}"}


def sound(muxer: str, codec: str, *, rate: int = 44_100, sample: str = "s16", tags: bool = True) -> bytes:
    """Half a second of noise."""
    noise = random.Random(7)
    target = io.BytesIO()
    with av.open(target, "w", format=muxer) as packed:
        packed.metadata.update(TAGS if tags else {})
        stream = packed.add_stream(codec, rate=rate, layout="mono")
        stream.codec_context.format = sample
        length = stream.codec_context.frame_size or 1024
        for number in range(rate // 2 // length):
            frame = av.AudioFrame(sample, "mono", length)
            for plane in frame.planes:
                size = plane.buffer_size
                plane.update(noise.randbytes(size) if sample.startswith("s16") else bytes(size))
            frame.sample_rate, frame.pts = rate, number * length
            packed.mux(stream.encode(frame))
        packed.mux(stream.encode())
    return target.getvalue()


def video(muxer: str = "mp4", codec: str = "libx264") -> bytes:
    """Ten pictures."""
    target = io.BytesIO()
    with av.open(target, "w", format=muxer, options={"movflags": "use_metadata_tags"}) as packed:
        packed.metadata.update({**TAGS, "com.apple.quicktime.location.ISO6709": TAGS["location"]})
        stream = packed.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.metadata["handler_name"] = WORD
        for number in range(10):
            frame = av.VideoFrame(64, 48, "yuv420p")
            for place, plane in enumerate(frame.planes):
                plane.update(bytes([(number * 20 + place * 60) % 256]) * plane.buffer_size)
            frame.pts, frame.time_base = number, Fraction(1, 10)
            packed.mux(stream.encode(frame))
        packed.mux(stream.encode())
    return target.getvalue()


def phone_video(muxer: str = "mov", place: bytes = b"\xa9xyz") -> bytes:
    """A video with the place where it was made, as phones write it."""
    target = io.BytesIO()
    with av.open(target, "w", format=muxer) as packed:
        packed.metadata.update(TAGS)
        stream = packed.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        packed.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        packed.mux(stream.encode())
    made = target.getvalue()
    assert place in made
    return made


def film_of_photographs(muxer: str = "mov") -> bytes:
    """Motion JPEG: each picture has what the camera wrote into it."""
    photo = jpeg(comment=CANARY, exif=b"Exif\0\0" + CANARY)
    target = io.BytesIO()
    with av.open(target, "w", format=muxer) as packed:
        stream = packed.add_stream("mjpeg", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuvj420p"
        for number in range(5):
            packet = av.Packet(photo)
            packet.stream, packet.time_base, packet.is_keyframe = stream, Fraction(1, 10), True
            packet.pts = packet.dts = number
            packet.duration = 1
            packed.mux(packet)
    return target.getvalue()


def mpeg4_with_remarks() -> bytes:
    """MPEG-4 with user data between the pictures; its encoder has put its own name into the header too."""
    target = io.BytesIO()
    with av.open(io.BytesIO(phone_video())) as source, av.open(target, "w", format="mp4") as packed:
        stream = packed.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                made = av.Packet(b"\0\0\1\xb2" + CANARY + bytes(packet))
                made.stream, made.time_base, made.is_keyframe = stream, packet.time_base, packet.is_keyframe
                made.pts, made.dts, made.duration = packet.pts, packet.dts, packet.duration
                packed.mux(made)
    return target.getvalue()


def box(name: bytes, payload: bytes) -> bytes:
    """One box of an MP4."""
    return struct.pack(">I", len(payload) + 8) + name + payload


def mp3_with_tags() -> bytes:
    """ID3 with a comment and a picture in front, APE and the old ID3 behind."""

    def frame(name: bytes, payload: bytes) -> bytes:
        return name + struct.pack(">I", len(payload)) + b"\0\0" + payload

    photo = jpeg(comment=CANARY)
    frames = frame(b"COMM", b"\0eng\0" + CANARY) + frame(b"APIC", b"\0image/jpeg\0\3\0" + photo)
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    tag = b"APETAGEX" + struct.pack("<IIII", 2000, 32 + len(CANARY), 1, 0) + bytes(8)
    ape = struct.pack("<II", len(CANARY), 0) + b"Artist\0" + CANARY + tag
    old = b"TAG" + CANARY.ljust(125, b"\0")
    return b"ID3\x03\0\0" + size + frames + sound("mp3", "libmp3lame", sample="s16p") + ape + old


def wav_with_chunks() -> bytes:
    """A WAV with the remarks of a recorder."""
    plain = sound("wav", "pcm_s16le")
    extra = b"".join(
        name + struct.pack("<I", 700) + CANARY.ljust(700, b" ") for name in (b"bext", b"iXML", b"id3 ", b"junk")
    )
    return plain[:4] + struct.pack("<I", len(plain) - 8 + len(extra)) + plain[8:] + extra


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "MP4 of nothing": ("a.mp4", lambda: box(b"ftyp", b"isom\0\0\0\0") + CANARY * 9, "damaged"),
    "Matroska as MP4": ("a.mp4", lambda: b"\x1aE\xdf\xa3" + bytes(50), "not_what_it_says"),
    "text as MP3": ("a.mp3", lambda: CANARY * 50, "not_what_it_says"),
    "tag without sound": ("a.mp3", lambda: b"ID3\x03\0\0\0\0\0\x00" + CANARY, "damaged"),
    "AVI in RIFF": ("a.wav", lambda: b"RIFF\x10\0\0\0AVI " + bytes(50), "not_what_it_says"),
    "MP4 as MP3": ("a.mp3", phone_video, "not_what_it_says"),
    "playlist as OGG": ("a.ogg", lambda: b"#EXTM3U\nfile:///etc/passwd", "not_what_it_says"),
}
CLEANED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "MP4 with place": ("a.mp4", phone_video),
    "MP4 with place as 3GPP says it": ("a.mp4", lambda: phone_video("mp4", b"loci")),
    "MP4 with H.264 and remarks": ("a.mp4", video),
    "MP4 of photographs": ("a.mp4", lambda: film_of_photographs("mp4")),
    "MOV of photographs": ("a.mov", film_of_photographs),
    "MPEG-4 with remarks": ("a.mp4", mpeg4_with_remarks),
    "MOV": ("a.mov", lambda: video("mov")),
    "3GP": ("a.3gp", lambda: video("3gp", "mpeg4")),
    "MP4 with boxes of its own": ("a.mp4", lambda: phone_video() + box(b"free", CANARY) + box(b"uuid", CANARY * 2)),
    "MP4 that is a ZIP too": ("a.m4v", lambda: phone_video() + b"PK\x03\x04" + CANARY),
    "M4A": ("a.m4a", lambda: sound("ipod", "aac", sample="fltp")),
    "MP3 with tags": ("a.mp3", mp3_with_tags),
    "OGG with comments": ("a.ogg", lambda: sound("ogg", "flac")),
    "Opus with comments": ("a.opus", lambda: sound("ogg", "libopus", rate=48_000)),
    "WAV with chunks": ("a.wav", wav_with_chunks),
    "AMR with a tail": ("a.amr", lambda: sound("amr", "libopencore_amrnb", rate=8_000, tags=False) + CANARY),
}
