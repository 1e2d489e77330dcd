"""Pack sound and video anew: the same streams in a new container, without tags. Runs in the child process only."""

import re
from io import BytesIO
from typing import NamedTuple

import av
import av.audio.codeccontext
import av.subtitles.codeccontext
import av.subtitles.stream
import av.subtitles.subtitle
import av.video.codeccontext
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from react_cases.evidence.formats import CONTENT_TYPES, Cleaned, Kind, Reason, Refused
from react_cases.evidence.jpeg_segments import without_remarks

SOUND = frozenset({"aac", "mp3", "mp3float", "opus", "vorbis", "flac", "alac", "amr_nb", "amr_wb", "amrnb", "amrwb"})
VIDEO = frozenset({"h264", "hevc", "mpeg4", "h263", "vp9", "mjpeg"})
OLD_PHONES = frozenset({"h263", "amr_nb", "amr_wb", "amrnb", "amrwb"})
"""What an MP4 cannot hold and a 3GP can."""

DEMUXERS = {"mp3": "mp3", "ogg": "ogg", "wav": "wav", "amr": "amr", "mp4": "mov"}

PRIVATE_REMARKS = {"h264": "filter_units=remove_types=6", "hevc": "filter_units=remove_types=39|40"}
"""Codec -> filter that takes out what cameras write between the pictures (SEI): time, place, settings."""

MPEG4_REMARK = re.compile(rb"\x00\x00\x01\xb2.*?(?=\x00\x00\x01|\Z)", re.DOTALL)
"""User data of MPEG-4 (ISO 14496-2), for which there is no filter."""


class _Target(NamedTuple):
    extension: str
    muxer: str
    options: dict[str, str]


def prepare() -> None:
    """Load all that packing needs, before the walls of the process close."""
    av.logging.set_level(None)


def clean_recording(data: bytes, family: str) -> Cleaned:
    """The recording in a new container with one sound and one video stream at most. Raises `Refused`."""
    result = BytesIO()
    try:
        with av.open(BytesIO(data), mode="r", format=DEMUXERS[family], metadata_errors="replace") as source:
            streams = _wanted(source)
            target = _target(family, streams)
            with av.open(result, mode="w", format=target.muxer, options=target.options) as packed:
                copied = _copy(source, packed, streams)
    except (av.error.FFmpegError, ValueError, KeyError, TypeError, EOFError, OSError, AssertionError) as error:
        raise Refused(Reason.DAMAGED) from error
    if not copied:
        raise Refused(Reason.DAMAGED)
    kind = Kind.VIDEO if any(isinstance(stream, VideoStream) for stream in streams) else Kind.SOUND
    content_type = CONTENT_TYPES[target.extension]
    if kind == Kind.SOUND:
        content_type = content_type.replace("video/", "audio/")
    return Cleaned(result.getvalue(), kind, content_type, target.extension)


def _wanted(source: InputContainer) -> list[Stream]:
    """The first video and the first sound; covers, subtitles, data and attachments stay behind."""
    videos: list[Stream] = [
        stream for stream in source.streams.video if not stream.disposition & Disposition.attached_pic
    ]
    streams = [*videos[:1], *source.streams.audio[:1]]
    if not streams:
        raise Refused(Reason.DAMAGED)
    for stream in streams:
        # A stream of an unknown codec has no context, whatever the types say.
        name = getattr(stream.codec_context, "name", "")
        if not (name in SOUND or name in VIDEO or name.startswith("pcm_")):
            raise Refused(Reason.UNCLEANABLE)
    return streams


def _target(family: str, streams: list[Stream]) -> _Target:
    plain = {"fflags": "+bitexact"}
    if family == "mp3":
        return _Target("mp3", "mp3", {**plain, "id3v2_version": "0", "write_id3v1": "0", "write_xing": "0"})
    if family != "mp4":
        return _Target(family, family, plain)
    if any(stream.codec_context.name in OLD_PHONES for stream in streams):
        return _Target("3gp", "3gp", plain)
    has_video = any(isinstance(stream, VideoStream) for stream in streams)
    return _Target("mp4" if has_video else "m4a", "mp4" if has_video else "ipod", plain)


def _copy(source: InputContainer, packed: OutputContainer, streams: list[Stream]) -> int:
    """Copy the packets as they are, and answer how many."""
    outputs = {}
    filters: dict[int, BitStreamFilterContext] = {}
    for stream in streams:
        if isinstance(stream, VideoStream | AudioStream):
            output = packed.add_stream_from_template(stream)
            if stream.codec_context.name == "mpeg4" and stream.codec_context.extradata:
                output.codec_context.extradata = MPEG4_REMARK.sub(b"", stream.codec_context.extradata)
            outputs[stream.index] = output
            if wanted := PRIVATE_REMARKS.get(stream.codec_context.name):
                filters[stream.index] = BitStreamFilterContext(wanted, stream, output)
    count = 0
    for packet in source.demux(streams):
        if packet.dts is None:
            continue
        index = packet.stream.index
        for part in filters[index].filter(packet) if index in filters else [_without_passengers(packet)]:
            if part is not None:
                part.stream = outputs[index]
                packed.mux(part)
                count += 1
    return count


def _without_passengers(packet: "Packet[Stream]") -> "Packet[Stream] | None":
    """The packet without what was hung on it, where no filter takes it off; nothing where it is none.

    Films made of photographs carry in each of them what a photograph carries. Sound without lengths in its container
    may have a tail.
    """
    name = packet.stream.codec_context.name
    data = memoryview(packet)
    if name == "mjpeg":
        return _again(packet, without_remarks(bytes(data)))
    if name == "mpeg4":
        return _again(packet, MPEG4_REMARK.sub(b"", bytes(data)))
    if name.startswith("amr"):
        # Three bits of a frame's first byte are always zero.
        return packet if data and data[0] & 0x83 == 0 else None
    if not name.startswith("mp3"):
        return packet
    length = mpeg_frame_length(bytes(data[:4]))
    if not length or length > len(data):
        return None
    return _again(packet, bytes(data[:length]))


def _again(packet: "Packet[Stream]", data: bytes) -> "Packet[Stream] | None":
    """The packet with this content."""
    if len(data) == packet.size:
        return packet
    if not data:
        return None
    made: Packet[Stream] = Packet(data)
    made.stream, made.time_base = packet.stream, packet.time_base
    made.pts, made.dts, made.duration = packet.pts, packet.dts, packet.duration
    made.is_keyframe = packet.is_keyframe
    return made


BIT_RATES = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""kbit/s of layer III by index from 1, for MPEG 1 and for the later half rates (ISO 11172-3, 13818-3)."""
SAMPLING_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Hz by version bits and index."""


def mpeg_frame_length(header: bytes) -> int:
    """Bytes of the layer III frame that starts with these four; 0 where none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, rate, sampling = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or sampling == 3:
        return 0
    is_first = version == 3
    bits = (144_000 if is_first else 72_000) * BIT_RATES[is_first][rate - 1]
    return bits // SAMPLING_RATES[version][sampling] + (header[2] >> 1 & 1)
