"""Rewards of `fin-r1 reward serve` in verl, OpenRLHF and TRL. Needs Python 3.9 and nothing else.

verl      reward.custom_reward_function.path=finr1_reward.py (function `compute_score`)
OpenRLHF  --reward.remote_url finr1_reward.py (function `reward_func`); only needed with keys, its own HTTP works without
TRL       GRPOTrainer(reward_funcs=finr1_reward)

An answer of which nothing is known (its reference is missing or cannot be read) has no reward. It never becomes 0. TRL leaves
a None out of its group. verl and OpenRLHF have no such value, so there you choose: `raise` stops the run, `nan` gives
NaN, which makes the whole group NaN unless your own code leaves it out. docs/reward.md says more.

Settings come from arguments (verl: reward_kwargs) or the environment: FIN_R1_REWARD_URL, FIN_R1_REWARD_KEY, FIN_R1_UNSCORED.
"""

import json
import math
import os
import time
import urllib.error
import urllib.request

USUAL_URL = "http://127.0.0.1:8200"
TRIES = 6
TIMEOUT_S = 180


def _post(path, body, url=None):
    address = (url or os.environ.get("FIN_R1_REWARD_URL") or USUAL_URL).rstrip("/") + path
    headers = {"content-type": "application/json"}
    key = os.environ.get("FIN_R1_REWARD_KEY")
    if key:
        headers["authorization"] = "Bearer " + key
    request = urllib.request.Request(address, json.dumps(body).encode(), headers)
    for attempt in range(TRIES):
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")
            passes = error.code in (429, 502, 503, 504)
            if not passes or attempt + 1 == TRIES:
                raise RuntimeError(f"{address}: HTTP {error.code}: {said}") from error
        except (urllib.error.URLError, OSError) as error:
            if attempt + 1 == TRIES:
                raise RuntimeError(f"{address}: {error}. Is `fin-r1 reward serve` running?") from error
        time.sleep(min(0.5 * 2**attempt, 8))


def score(completions, labels, url=None, prompt_opens_think=False):
    """Rewards and outcomes of texts, side by side; a reward is None where there is none."""
    if len(completions) != len(labels):
        raise ValueError(f"{len(completions)} completions, but {len(labels)} labels")
    rows = [
        {"completion": text, "label": label, "prompt_opens_think": prompt_opens_think}
        for text, label in zip(completions, labels)
    ]
    answer = _post("/reward", {"rows": rows}, url)
    return answer["rewards"], answer["outcomes"]


def _chosen(reward, outcome, unscored):
    """A number for frameworks that have no other value, as the user chose."""
    choice = unscored or os.environ.get("FIN_R1_UNSCORED")
    if choice not in ("raise", "nan"):
        raise ValueError(f"unscored (or FIN_R1_UNSCORED) is {choice!r}: choose raise or nan")
    if reward is not None:
        return reward
    if choice == "nan":
        return math.nan
    raise RuntimeError(f"no reward: {outcome['verdict']}, {outcome['reason']}")


def compute_score(
    data_source, solution_str, ground_truth, extra_info=None, *, unscored=None, url=None, prompt_opens_think=False, **_
):
    """verl: the reward of one response as `score`; its parts and its verdict beside it, for metrics."""
    rewards, outcomes = score([solution_str], [ground_truth], url, prompt_opens_think)
    parts = outcomes[0]["parts"] or {"accuracy": math.nan, "format": math.nan, "grounded": math.nan}
    return {
        "score": _chosen(rewards[0], outcomes[0], unscored),
        "acc": parts["accuracy"],
        "format": parts["format"],
        "grounded": parts["grounded"],
        "verdict": outcomes[0]["verdict"],
    }


def reward_func(queries, prompts, labels, **_):
    """OpenRLHF: its lists in, its lists out."""
    unscored = {"raise": "error", "nan": "nan"}.get(os.environ.get("FIN_R1_UNSCORED", ""))
    if unscored is None:
        raise ValueError("FIN_R1_UNSCORED: choose raise or nan")
    body = {"query": list(queries), "prompts": list(prompts), "labels": list(labels)}
    answer = _post("/openrlhf?unscored=" + unscored, body)
    return {name: answer[name] for name in ("rewards", "scores", "extra_logs")}


def _text_of(completion):
    """The text of a completion; thinking that a chat template keeps apart is put back into its tags."""
    if isinstance(completion, str):
        return completion
    message = completion[-1]
    thinking = message.get("reasoning_content") or message.get("thinking")
    content = message.get("content") or ""
    return f"<think>{thinking}</think>{content}" if thinking else content


def finr1_reward(completions, label, log_extra=None, log_metric=None, **_):
    """TRL: a reward per completion, None where nothing is known."""
    rewards, outcomes = score([_text_of(completion) for completion in completions], label)
    if log_extra is not None:
        log_extra("verdict", [outcome["verdict"] for outcome in outcomes])
    if log_metric is not None:
        log_metric("unscored", sum(reward is None for reward in rewards) / max(1, len(rewards)))
    return rewards
