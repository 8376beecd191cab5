"""Says of each of many texts whether prometheus-client's strict OpenMetrics parser takes it.

Standard input is a JSON list of texts; the answer is a JSON list of the parser's complaints, null
for a text that it takes.
"""

import json
import sys

from prometheus_client.openmetrics import parser


def complaint(text):
    try:
        for _ in parser.text_string_to_metric_families(text):
            pass
    except Exception as error:  # the parser raises whatever comes its way
        return f"{type(error).__name__}: {error}"
    return None


json.dump([complaint(text) for text in json.load(sys.stdin)], sys.stdout)
