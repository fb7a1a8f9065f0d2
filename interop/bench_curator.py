"""Curator as the peer of `npm run bench -- generate`: `curator.LLM` in online mode against an OpenAI-compatible server.

Limits on requests and tokens a minute are set out of reach, and the pause after a 429 to the shortest that it allows. Its
tokenizer's file comes from the network, which a benchmark cannot count on: four characters count as a token instead.

Usage: bench_curator.py BASE_URL MODEL PROMPTS.jsonl IN_FLIGHT. A line of PROMPTS is {"prompt": text}.
Prints one JSON object a line: {"measure", "value", "unit"}.
"""

import json
import os
import sys
import tempfile

os.environ |= {
    "CURATOR_CACHE_DIR": tempfile.mkdtemp(),
    "CURATOR_DISABLE_RICH_DISPLAY": "1",
    "HF_HUB_OFFLINE": "1",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "OPENAI_API_KEY": "none",
    "TELEMETRY_ENABLED": "false",
}

import tiktoken


class CharacterCount:
    def encode(self, text, **_):
        return range(len(text) // 4)


tiktoken.get_encoding = lambda _: CharacterCount()

from bespokelabs import curator


class Answer(curator.LLM):
    def prompt(self, row):
        return row["prompt"]

    def parse(self, row, response):
        return {"prompt": row["prompt"], "answer": response}


def report(measure, value, unit):
    print(json.dumps({"measure": measure, "value": value, "unit": unit}), flush=True)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    url, model, prompts, in_flight = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    with open(prompts, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    answer = Answer(
        model_name=model,
        backend="openai",
        generation_params={"temperature": 0.6, "max_tokens": 4096},
        backend_params={
            "base_url": url,
            "max_concurrent_requests": in_flight,
            "max_requests_per_minute": 10_000_000,
            "max_tokens_per_minute": 1_000_000_000_000,
            "seconds_to_pause_on_rate_limit": 1,
            "require_all_responses": False,
        },
    )
    answered = len(answer(rows).dataset)
    report("answered", answered, "1")
    report("without an answer", len(rows) - answered, "1")


if __name__ == "__main__":
    main()
