"""Math-Verify as the peer of `npm run bench -- scorer`: the same answers and references, one process, its default settings.

Usage: bench_math_verify.py PAIRS.jsonl VERDICTS.txt. A line of PAIRS is {"answer": text, "gold": text}; a line of VERDICTS
becomes 1 (verified), 0 (not) or - (no answer could be read). Parsing the gold is part of the measured time, as for us.
Prints one JSON object a line: {"measure", "value", "unit"}.
"""

import json
import logging
import resource
import sys
import time

from math_verify import parse, verify

# A timed-out or unreadable pair is counted below; without this each also prints a traceback.
logging.disable(logging.CRITICAL)


def report(measure, value, unit):
    print(json.dumps({"measure": measure, "value": value, "unit": unit}), flush=True)


def judge(pair):
    answer = parse(pair["answer"])
    if not answer:
        return "-"
    return "1" if verify(parse(pair["gold"]), answer) else "0"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        pairs = [json.loads(line) for line in file]
    for pair in pairs[:50]:
        judge(pair)
    started = time.perf_counter()
    verdicts = [judge(pair) for pair in pairs]
    seconds = time.perf_counter() - started
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write("\n".join(verdicts))
    report("scored", len(pairs) / seconds, "pairs/s")
    report("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "bytes")


if __name__ == "__main__":
    main()
