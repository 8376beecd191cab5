#!/usr/bin/env python3
"""Reads a metricctl database, written from Docs/file-format.md alone.

    read_database.py PATH             what the database holds, as JSON
    read_database.py --journal PATH   what an undo journal says, as JSON
    read_database.py --record         a key and a value on two lines of hexadecimal, as JSON

It takes no lock and writes nothing. Whatever the page says can be checked, is.
"""
import json
import re
import struct
import sys

KINDS = {
    1: "counter", 2: "gauge", 3: "duration", 4: "histogram",
    5: "summary", 6: "info", 7: "stateset", 8: "unknown", 9: "gaugehistogram",
    129: "counter named as its sample",
}
LABEL = re.compile(rb'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])+)"(?:,(?!\Z)|\Z)')
ESCAPES = {b"\\\\": b"\\", b'\\"': b'"', b"\\n": b"\n"}


def crc_table():
    """The CRC-32C of each byte: eight steps of the reflected polynomial."""
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        yield value


CRC_TABLE = list(crc_table())


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ CRC_TABLE[(crc ^ byte) & 255]
    return crc ^ 0xFFFFFFFF


def key_hash(key):
    value, shift = 0x238F13AF * len(key) & 0xFFFFFFFF, 0
    for byte in key:
        signed = byte - 256 if byte > 127 else byte
        value = (value + (signed << shift)) & 0x7FFFFFFF
        shift += 5
        if shift >= 24:
            shift -= 24
    return (1103515243 * value + 12345) & 0x7FFFFFFF


def check(condition, message):
    if not condition:
        sys.exit(f"read_database: {message}")


def parse_labels(text):
    """The labels of a canonical text, as pairs."""
    pairs, position = [], 0
    while position < len(text):
        label = LABEL.match(text, position)
        check(label, f"labels {text!r}")
        value = re.sub(rb"\\.", lambda escape: ESCAPES[escape[0]], label[2])
        pairs.append([label[1].decode("ascii"), value.decode("utf-8")])
        position = label.end()
    names = [name for name, _ in pairs]
    check(names == sorted(set(names)), f"the order of labels {text!r}")
    return pairs


def parse_record(key, value):
    """A record as a dictionary, its frame checked."""
    version, sort, kind, zero, checksum = struct.unpack_from("<BcBBI", value)
    check(checksum == crc32c(key + value[:4] + value[8:]), f"the checksum of {key!r}")
    check(version == 1 and zero == 0, f"the version of {key!r}")
    record = {"sort": sort.decode("ascii"), "kind": KINDS.get(kind, "")}
    if sort == b"D":
        check(key == b"!metricctl" and kind == 0 and len(value) == 32, "its own record")
        created = struct.unpack_from("<q", value, 8)[0]
        generation = struct.unpack_from("<Q", value, 24)[0]
        identity = value[16:24].hex()
        return record | {"created": created, "identity": identity, "generation": generation}
    record["created"], record["updated"] = struct.unpack_from("<qq", value, 8)
    check(kind in KINDS, f"the kind of {key!r}")
    if sort == b"F":
        check(re.fullmatch(rb"[a-zA-Z_:][a-zA-Z0-9_:]{0,1023}", key), f"the name {key!r}")
        return record | {"name": key.decode("ascii")} | parse_sections(key, value)
    check(sort == b"S" and len(value) % 8 == 0 and len(value) >= 32, f"the record of {key!r}")
    name, brace, labels = key.partition(b"{")
    check(brace and labels.endswith(b"}"), f"the key {key!r}")
    return record | {
        "name": name.decode("ascii"),
        "labels": parse_labels(labels[:-1]),
        "words": "".join(f"{word:016x}" for word in parse_words(record["kind"], value)),
    }


def parse_sections(key, value):
    """The sections of a family as a dictionary; lists are written as one text."""
    sections, position = {"help": "", "unit": "", "layout": ""}, 24
    while position < len(value):
        tag, length = struct.unpack_from("<II", value, position)
        section = value[position + 8 : position + 8 + length]
        check(tag in range(1, 7) and len(section) == length, f"a section of {key!r}")
        if tag < 3:
            sections["help" if tag == 1 else "unit"] = section.decode("utf-8")
        elif tag < 5:
            numbers = struct.unpack(f"<{length // 8}Q", section)
            sections["layout"] = " ".join(f"{number:016x}" for number in numbers)
        elif tag == 5:
            sections["layout"] = " ".join(text.hex() for text in parse_texts(section))
        else:
            check(section == b"\1\0\0\0", f"the flags of {key!r}")
            sections["layout"] += " loose"
        position += 8 + length
    return sections


def parse_texts(section):
    texts, position = [], 0
    while position < len(section):
        (length,) = struct.unpack_from("<I", section, position)
        texts.append(section[position + 4 : position + 4 + length])
        position += 4 + length
    return texts


def parse_words(kind, value):
    """The words of a series, those of histograms and summaries turned back."""
    words = struct.unpack_from(f"<{len(value) // 8 - 3}Q", value, 24)
    if kind in ("histogram", "gaugehistogram", "summary"):
        return [word ^ 0xA5A5A5A5A5A5A5A5 for word in words]
    check(len(words) == 1, f"the words of a {kind}")
    return words


class Table:
    """The GDBM file: directory, buckets and free space."""

    def __init__(self, data):
        self.data = data
        magic, block, directory, length, self.bits = struct.unpack_from("<Iiqii", data)
        bucket, slots, size = struct.unpack_from("<iiq", data, 24)
        check((magic, block, bucket, slots) == (0x13579ACF, 4096, 4096, 166), "the header")
        check(size == len(data) and length == 8 << self.bits, "the sizes in the header")
        self.entries = struct.unpack_from(f"<{1 << self.bits}q", data, directory)
        self.buckets = sorted(set(self.entries))
        self.used = [(0, 4096), (directory, length)] + [(place, 4096) for place in self.buckets]
        self.free, self.chained = [], 0
        self.read_free_tables()
        for place in self.buckets:
            self.read_free_entries(place + 8, struct.unpack_from("<i", data, place)[0])

    def read_free_tables(self):
        place = 40
        while place:
            capacity, count, following = struct.unpack_from("<iiq", self.data, place)
            check(capacity == 252, "the capacity of a table of free space")
            self.read_free_entries(place + 16, count)
            if following:
                self.used.append((following, 2048))
                self.chained += 1
            place = following

    def read_free_entries(self, place, count):
        for index in range(count):
            length, offset = struct.unpack_from("<i4xq", self.data, place + 16 * index)
            check(not any(self.data[offset : offset + length]), f"free, not zero: {offset}")
            self.free.append((offset, length))

    def slot(self, bucket, number):
        """Hash, first bytes of the key, offset, key and value; None for an empty slot."""
        place = bucket + 112 + 24 * number
        digest, first, offset, keys, values = struct.unpack_from("<i4sqii", self.data, place)
        if digest == -1:
            return None
        middle = offset + keys
        return digest, first, offset, self.data[offset:middle], self.data[middle : middle + values]

    def find(self, key):
        digest = key_hash(key)
        bucket, number = self.entries[digest >> (31 - self.bits)], digest % 166
        while slot := self.slot(bucket, number):
            if slot[0] == digest and slot[3] == key:
                return slot[4]
            number = (number + 1) % 166
        return None

    def records(self):
        """Every key and value, each found again from its key's hash."""
        for bucket in self.buckets:
            shared, count = struct.unpack_from("<ii", self.data, bucket + 104)
            check(self.entries.count(bucket) == 1 << (self.bits - shared), f"bucket {bucket}")
            slots = [slot for slot in (self.slot(bucket, number) for number in range(166)) if slot]
            check(len(slots) == count, f"the number of records at {bucket}")
            for digest, first, offset, key, value in slots:
                check(digest == key_hash(key), f"the hash of {key!r}")
                check(key.startswith(first[: len(key)]), f"the first bytes of {key!r}")
                check(self.find(key) == value, f"{key!r} cannot be found")
                self.used.append((offset, len(key) + len(value)))
                yield key, value
        runs = sorted(self.used + self.free)
        for (left, length), (right, _) in zip(runs, runs[1:] + [(len(self.data), 0)]):
            check(left + length <= right, f"what stands at {left} and {right} overlaps")


def read_database(data):
    table = Table(data)
    records = [parse_record(key, value) for key, value in table.records()]
    return {
        "directoryBits": table.bits,
        "chainedTables": table.chained,
        "free": sum(length for _, length in table.free),
        "own": [record for record in records if record["sort"] == "D"],
        "families": [record for record in records if record["sort"] == "F"],
        "series": [record for record in records if record["sort"] == "S"],
    }


def read_journal(data):
    check(data[:8] == b"mctlundo" and len(data) >= 52, "no journal")
    check(struct.unpack_from("<I", data, len(data) - 4)[0] == crc32c(data[:-4]), "a torn journal")
    version, count, size, place = struct.unpack_from("<IIqq", data, 8)
    check(version == 1, "the journal's version")
    regions, position = [], 48
    for _ in range(count):
        offset, length = struct.unpack_from("<qq", data, position)
        position += 16 + length
        regions.append({"offset": offset, "bytes": data[position - length : position].hex()})
    check(position == len(data) - 4, "the journal's regions")
    return {
        "databaseSize": size,
        "markOffset": place,
        "mark": data[32:48].hex(),
        "regions": regions,
    }


if sys.argv[1] == "--record":
    answer = parse_record(*(bytes.fromhex(line) for line in sys.stdin))
else:
    with open(sys.argv[-1], "rb") as file:
        answer = (read_journal if sys.argv[1] == "--journal" else read_database)(file.read())
json.dump(answer, sys.stdout)
