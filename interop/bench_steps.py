"""Training steps of a peer, timed one by one: as many as asked for, or one for each line that comes in."""

import json
import sys
import time


def timed(run):
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def step_times(case, forward_backward, update):
    """(seconds of forward and backward, of the optimiser) of each of "repeats" steps after "warmup"."""
    warmup = case.get("warmup", 2)
    times = [(timed(forward_backward), timed(update)) for _ in range(warmup + case.get("repeats", 5))]
    return times[warmup:]


def answer_steps(forward_backward, update):
    """A step for every line of the standard input; prints {"forwardBackward", "optimiser"} in seconds."""
    for _line in sys.stdin:
        step = {"forwardBackward": timed(forward_backward), "optimiser": timed(update)}
        print(json.dumps(step), flush=True)
