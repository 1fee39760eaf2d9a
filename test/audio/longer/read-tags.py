"""Reads an MP3's tag by mutagen and says it as JSON: `python3 read-tags.py FILE`."""

import hashlib
import json
import sys

from mutagen.mp3 import MP3

sound = MP3(sys.argv[1])
tags = sound.tags


def text(frame_id, frames=tags):
    found = frames.getall(frame_id)
    return str(found[0]) if found else None


print(
    json.dumps(
        {
            "version": list(tags.version),
            "title": text("TIT2"),
            "artist": text("TPE1"),
            "album": text("TALB"),
            "comment": text("COMM"),
            "seconds": sound.info.length,
            "bitrate": sound.info.bitrate,
            "bitrateMode": str(sound.info.bitrate_mode),
            "sampleRate": sound.info.sample_rate,
            "channels": sound.info.channels,
            "contents": [{"isTop": bool(c.flags & 1), "children": c.child_element_ids} for c in tags.getall("CTOC")],
            "chapters": {
                c.element_id: {
                    "startMs": c.start_time,
                    "endMs": c.end_time,
                    "title": text("TIT2", c.sub_frames),
                }
                for c in tags.getall("CHAP")
            },
            "pictures": [
                {"type": p.mime, "kind": int(p.type), "sha256": hashlib.sha256(p.data).hexdigest()}
                for p in tags.getall("APIC")
            ],
        }
    )
)
