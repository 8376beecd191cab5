"""Reads an exposition from standard input with an independent parser and prints what it found.

usage: read_exposition.py openmetrics|prometheus|json|csv

The answer is one JSON document:
{"families": [{"name", "type", "help", "unit"}],
 "samples": [{"name", "labels": [[name, value], ...], "bits": "hexadecimal bits of the double"}]}
The status is not 0, with the parser's own words on standard error, when the text is faulty.
"""

import csv
import io
import json
import re
import struct
import sys


def sample(name, labels, value):
    bits = struct.pack(">d", float(value)).hex()
    return {"name": name, "labels": sorted(labels.items()), "bits": bits}


def read_with_prometheus_client(parser, text):
    families, samples = [], []
    for family in parser.text_string_to_metric_families(text):
        families.append({
            "name": family.name, "type": family.type,
            "help": family.documentation, "unit": family.unit,
        })
        for found in family.samples:
            samples.append(sample(found.name, found.labels, found.value))
    return families, samples


def read_openmetrics(text):
    from prometheus_client.openmetrics import parser
    return read_with_prometheus_client(parser, text)


def read_prometheus(text):
    from prometheus_client import parser
    return read_with_prometheus_client(parser, text)


def read_json(text):
    def refuse(word):
        raise ValueError("not JSON: " + word)

    def unique(pairs):
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a name given twice")
        return dict(pairs)

    families, samples = [], []
    document = json.loads(text, parse_constant=refuse, object_pairs_hook=unique)
    for family in document["families"]:
        series = family.pop("series")
        families.append(family)
        for one in series:
            samples += json_samples(family["name"], one)
            samples.append(sample(family["name"] + "_created", one["labels"], one["created"]))
    return families, samples


def json_samples(name, series):
    """The samples of one series, under the names that they have in OpenMetrics."""
    labels = series["labels"]
    if "value" in series:
        return [sample(name, labels, series["value"])]
    if "states" in series:
        return [sample(name, labels | {name: state}, on) for state, on in series["states"].items()]
    samples = []
    for bucket in series.get("buckets", []):
        samples.append(sample(name + "_bucket", labels | {"le": json_label(bucket["le"])}, bucket["count"]))
    for quantile in series.get("quantiles", []):
        own = {"quantile": json_label(quantile["quantile"])}
        samples.append(sample(name, labels | own, quantile["value"]))
    samples.append(sample(name + "_count", labels, series["count"]))
    if series["sum"] is not None:
        samples.append(sample(name + "_sum", labels, series["sum"]))
    return samples


def json_label(number):
    return number if isinstance(number, str) else repr(float(number))


def read_csv(text):
    from prometheus_client.openmetrics import parser
    families, samples = [], []
    # newline="": what stands in a field stays as it is.
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        name = row["name"]
        if row["type"] in ("histogram", "gaugehistogram", "summary"):
            name = re.sub("_(bucket|g?count|g?sum)$", "", name)
        family = {"name": name, "type": row["type"], "help": "", "unit": ""}
        if families[-1:] != [family]:
            families.append(family)
        labels = parser.parse_labels(row["labels"], True)
        samples.append(sample(row["name"], labels, row["value"]))
        samples.append(sample(row["name"] + "_created", labels, row["created"]))
    return families, samples


def main():
    text = sys.stdin.buffer.read().decode("utf-8")
    families, samples = globals()["read_" + sys.argv[1]](text)
    json.dump({"families": families, "samples": samples}, sys.stdout)


main()
