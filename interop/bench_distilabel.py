"""distilabel as the peer of `npm run bench -- generate`: one text generation step against an OpenAI-compatible server.

A batch is as large as the number of requests that may be in flight: distilabel sends a whole batch at once and takes the
next when all of it is answered. Its own settings otherwise (six retries of the OpenAI client), its cache switched off.

Usage: bench_distilabel.py BASE_URL MODEL PROMPTS.jsonl IN_FLIGHT. A line of PROMPTS is {"prompt": text}.
Prints one JSON object a line: {"measure", "value", "unit"}.
"""

import json
import sys

from distilabel.models import OpenAILLM
from distilabel.pipeline import Pipeline
from distilabel.steps import LoadDataFromDicts
from distilabel.steps.tasks import TextGeneration


def report(measure, value, unit):
    print(json.dumps({"measure": measure, "value": value, "unit": unit}), flush=True)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    url, model, prompts, in_flight = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    with open(prompts, encoding="utf-8") as file:
        rows = [{"instruction": json.loads(line)["prompt"]} for line in file]
    with Pipeline("bench") as pipeline:
        load = LoadDataFromDicts(data=rows, batch_size=in_flight)
        llm = OpenAILLM(
            model=model,
            base_url=url,
            api_key="none",
            generation_kwargs={"max_new_tokens": 4096, "temperature": 0.6},
        )
        generate = TextGeneration(llm=llm, input_batch_size=in_flight)
        load >> generate
    answers = pipeline.run(use_cache=False)["default"]["train"]["generation"]
    answered = sum(answer is not None for answer in answers)
    report("answered", answered, "1")
    report("without an answer", len(rows) - answered, "1")


if __name__ == "__main__":
    main()
