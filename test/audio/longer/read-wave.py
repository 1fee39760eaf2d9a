"""
Reads the chunks of a broadcast wave file by Python's own means and says them as JSON: `python3 read-wave.py FILE`.
`bext` after EBU Tech 3285 version 2, `cart` after AES46-2002.
"""

import json
import struct
import sys
import wave


def words(raw):
    return raw.split(b"\0", 1)[0].decode("ascii")


def broadcast(raw):
    loudness = struct.unpack_from("<5h", raw, 412)
    return {
        "description": words(raw[0:256]),
        "originator": words(raw[256:288]),
        "reference": words(raw[288:320]),
        "date": words(raw[320:330]),
        "time": words(raw[330:338]),
        "firstFrame": struct.unpack_from("<Q", raw, 338)[0],
        "version": struct.unpack_from("<H", raw, 346)[0],
        "integratedLufs": loudness[0] / 100,
        "rangeLu": loudness[1] / 100,
        "truePeakDbtp": loudness[2] / 100,
        "maxMomentaryLufs": loudness[3] / 100,
        "maxShortTermLufs": loudness[4] / 100,
        "history": raw[602:].decode("ascii").rstrip("\0"),
    }


def cart(raw):
    names = ["title", "artist", "cutId", "clientId", "category", "classification", "outCue"]
    timers = {}
    for place in range(8):
        usage, frame = struct.unpack_from("<4sI", raw, 684 + 8 * place)
        if usage.strip(b"\0"):
            timers[usage.decode("ascii")] = frame
    return {
        "version": words(raw[0:4]),
        **{name: words(raw[4 + 64 * place : 68 + 64 * place]) for place, name in enumerate(names)},
        "startDate": words(raw[452:462]),
        "endDate": words(raw[470:480]),
        "levelReference": struct.unpack_from("<i", raw, 680)[0],
        "timers": timers,
    }


chunks = {}
with open(sys.argv[1], "rb") as file:
    riff, size, form = struct.unpack("<4sI4s", file.read(12))
    order = []
    while head := file.read(8):
        name, length = struct.unpack("<4sI", head)
        order.append(name.decode("ascii"))
        body = b"" if name == b"data" else file.read(length)
        if name == b"data":
            file.seek(length, 1)
        file.seek(length % 2, 1)
        chunks[name] = body
    end = file.tell()

with wave.open(sys.argv[1], "rb") as sound:
    shape = {"channels": sound.getnchannels(), "rate": sound.getframerate(), "bytes": sound.getsampwidth(), "frames": sound.getnframes()}

print(
    json.dumps(
        {
            "riff": riff.decode("ascii"),
            "form": form.decode("ascii"),
            "sizeIsTrue": size + 8 == end,
            "order": order,
            "sound": shape,
            "bext": broadcast(chunks[b"bext"]),
            "cart": cart(chunks[b"cart"]),
        }
    )
)
