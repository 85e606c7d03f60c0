"""Records what a page shows as a film: Motion JPEG in an AVI file, as any player opens it.

The browser sends a picture whenever something changes on the screen; a picture stays until the next, so
the film has the time of the run.
"""

import base64
import struct
import time
from pathlib import Path

RATE = 5  # pictures a second


class Recorder:
    """Takes the pictures of one page from now until `save`."""

    def __init__(self, page, width=1440, height=900):
        self.size = (width, height)
        self.pictures: list[tuple[float, bytes]] = []
        self.session = page.context.new_cdp_session(page)
        self.session.on("Page.screencastFrame", self._take)
        self.session.send("Page.startScreencast", {
            "format": "jpeg", "quality": 60, "maxWidth": width, "maxHeight": height})

    def _take(self, frame):
        self.pictures.append((time.monotonic(), base64.b64decode(frame["data"])))
        self.session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    def save(self, path: Path) -> float:
        """Writes the film and tells how many seconds it has."""
        end = time.monotonic()
        self.session.send("Page.stopScreencast")
        times = [when for when, _ in self.pictures[1:]] + [end]
        shown = []
        for (when, picture), until in zip(self.pictures, times):
            due = round((until - self.pictures[0][0]) * RATE)
            shown += [picture] * max(0, due - len(shown))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(film(shown, self.size))
        return len(shown) / RATE


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def film(pictures: list[bytes], size: tuple[int, int]) -> bytes:
    """An AVI file (RIFF, one stream of Motion JPEG) of pictures of one size."""
    width, height = size
    largest = max((len(one) for one in pictures), default=0)
    main = struct.pack("<14I", 1_000_000 // RATE, largest * RATE, 0, 0x10, len(pictures), 0, 1,
                       largest, width, height, 0, 0, 0, 0)
    stream = b"vidsMJPG" + struct.pack("<IHHIIIIIIII4H", 0, 0, 0, 0, 1, RATE, 0, len(pictures),
                                       largest, 0xFFFFFFFF, 0, 0, 0, width, height)
    form = struct.pack("<IiiHH4sIiiII", 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0,
                       0, 0)
    streams = b"strl" + chunk(b"strh", stream) + chunk(b"strf", form)
    head = b"hdrl" + chunk(b"avih", main) + chunk(b"LIST", streams)
    # A picture that stays is one chunk to which the index points several times.
    body, index, place, last = [b"movi"], [], 4, None
    for picture in pictures:
        if last is None or picture is not last[0]:
            piece = chunk(b"00dc", picture)
            last = (picture, place)
            body.append(piece)
            place += len(piece)
        index.append(struct.pack("<4sIII", b"00dc", 0x10, last[1], len(picture)))
    return chunk(b"RIFF", b"AVI " + chunk(b"LIST", head) + chunk(b"LIST", b"".join(body))
                 + chunk(b"idx1", b"".join(index)))
