"""transformers and PEFT on the CPU as the peer of `npm run bench -- train` and `-- memory`: the same decoder, batch and threads.

`LlamaForCausalLM` with random weights, `attn_implementation="sdpa"`, no cache; with "rank" above 0 a PEFT LoRA adapter on
all seven projections. One step is forward with labels, backward, and fused AdamW over what is trained.

Usage: bench_peft.py '{"hidden":576,"layers":30,"heads":9,"kv_heads":3,"feed_forward":1536,"vocab":49152,"batch":2,
"length":256,"rank":16}'. Optional keys: "threads" (2), "warmup" (2), "repeats" (5), "checkpointing" (false),
"paired" (false: else a step for every line of the standard input, with its times). Prints one JSON object a line: {"measure", "value", "unit"}. "runtime memory" is the peak before the model is made: Python
with its libraries.
"""

import json
import os
import resource
import statistics
import sys

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

from bench_steps import answer_steps, step_times

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def report(measure, value, unit):
    print(json.dumps({"measure": measure, "value": value, "unit": unit}), flush=True)


def peak_bytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def model_of(case):
    config = LlamaConfig(
        vocab_size=case["vocab"],
        hidden_size=case["hidden"],
        num_hidden_layers=case["layers"],
        num_attention_heads=case["heads"],
        num_key_value_heads=case["kv_heads"],
        intermediate_size=case["feed_forward"],
        max_position_embeddings=2048,
        tie_word_embeddings=True,
        attn_implementation="sdpa",
        use_cache=False,
    )
    model = LlamaForCausalLM(config)
    if case.get("rank", 0) > 0:
        lora = LoraConfig(
            r=case["rank"], lora_alpha=32, lora_dropout=0.0, target_modules=TARGETS, task_type="CAUSAL_LM"
        )
        model = get_peft_model(model, lora)
    if case.get("checkpointing", False):
        model.enable_input_require_grads()
        model.gradient_checkpointing_enable({"use_reentrant": False})
    return model.train()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    case = json.loads(sys.argv[1])
    torch.manual_seed(0)
    torch.set_num_threads(case.get("threads", 2))
    report("runtime memory", peak_bytes(), "bytes")
    model = model_of(case)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=1e-4, fused=True)
    tokens = torch.randint(case["vocab"], (case["batch"], case["length"]))

    def forward_backward():
        model(input_ids=tokens, labels=tokens).loss.backward()

    def update():
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    if case.get("paired", False):
        answer_steps(forward_backward, update)
        return
    times = step_times(case, forward_backward, update)
    report("trained parameters", sum(p.numel() for p in trained), "1")
    for measure, seconds in [
        ("forward+backward", [gradient for gradient, _ in times]),
        ("forward+backward+optimiser", [sum(step) for step in times]),
    ]:
        report(measure, statistics.median(seconds), "s")
        report(f"fastest {measure}", min(seconds), "s")
    report("peak memory", peak_bytes(), "bytes")


if __name__ == "__main__":
    main()
