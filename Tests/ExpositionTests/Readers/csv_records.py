#!/usr/bin/env python3
"""Prints the records of a CSV file of metricctl: name, type, the code points of label `at`, label
`number`, value."""

import csv
import re
import sys

LABEL = re.compile(r'([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\]|\\.)*)"', re.S)
ESCAPED = {r"\n": "\n", r"\"": '"', r"\\": "\\"}

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for record in csv.DictReader(file):
        labels = {
            name: re.sub(r"\\.", lambda found: ESCAPED[found.group()], value)
            for name, value in LABEL.findall(record["labels"])
        }
        points = " ".join(format(ord(character), "x") for character in labels["at"])
        print(record["name"], record["type"], points, labels["number"], record["value"])
