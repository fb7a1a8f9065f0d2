"""`transformers` generate on the CPU as the peer of `npm run bench -- sample`: the same weights, prompts and lengths.

Loads a model folder (config.json of a Qwen2/Llama form, safetensors), feeds random prompts of one length as one batch,
samples at temperature 1 without top-k or top-p, and never stops early. Of several samples of a prompt (`num_return_sequences`)
each is a row that reads the prompt anew: transformers shares no prefix. "decode" is the time beyond that of a run with one
new token: the steps after the prompt. A run with few new tokens goes before, unmeasured.

Usage: bench_generate.py MODEL_FOLDER '{"prompts":64,"prompt_length":64,"new_tokens":64}'. Optional keys: "samples" of each
prompt (1), "threads" (2), "repeats" (3). Prints one JSON object a line: {"measure", "value", "unit"}.
"""

import json
import os
import statistics
import sys
import time

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from transformers import AutoConfig, AutoModelForCausalLM


def report(measure, value, unit):
    print(json.dumps({"measure": measure, "value": value, "unit": unit}), flush=True)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, case = sys.argv[1], json.loads(sys.argv[2])
    torch.manual_seed(0)
    torch.set_num_threads(case.get("threads", 2))
    config = AutoConfig.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    model.generation_config.eos_token_id = None
    prompts = torch.randint(config.vocab_size, (case["prompts"], case["prompt_length"]))
    samples, new_tokens = case.get("samples", 1), case["new_tokens"]
    rows = case["prompts"] * samples

    def generate(new_tokens):
        started = time.perf_counter()
        with torch.inference_mode():
            out = model.generate(
                prompts,
                attention_mask=torch.ones_like(prompts),
                do_sample=True,
                temperature=1.0,
                top_k=0,
                top_p=1.0,
                max_new_tokens=new_tokens,
                num_return_sequences=samples,
                pad_token_id=0,
            )
        seconds = time.perf_counter() - started
        assert out.shape == (rows, case["prompt_length"] + new_tokens), "generation ended early"
        return seconds

    generate(4)
    repeats = range(case.get("repeats", 3))
    seconds = statistics.median(generate(new_tokens) for _ in repeats)
    decode = seconds - statistics.median(generate(1) for _ in repeats)
    assert decode > 0, "the machine is too busy to measure"
    report("parameters", sum(p.numel() for p in model.parameters()), "1")
    report("generate", seconds, "s")
    report("generate", rows * new_tokens / seconds, "tokens/s")
    report("decode", rows * (new_tokens - 1) / decode, "tokens/s")


if __name__ == "__main__":
    main()
