"""TRL's GRPOTrainer on the CPU as the peer of `npm run bench -- grpo`: the same decoder, prompts, group size and lengths.

`LlamaForCausalLM` (sdpa) with random weights and a tokenizer of one word a token. A step is sampling with a key-value cache at
temperature 1, without top-k and top-p and without an early end; rewards that differ within each group; one on-policy update
(loss "dapo", no KL, no clipping by the reference), fused AdamW. Set for speed: all sequences in one batch, no activation
recomputation, float32 as on our side, two threads. With "rank" above 0 a PEFT LoRA adapter on all seven projections is trained.

Usage: bench_trl.py '{"hidden":576,"layers":30,"heads":9,"kv_heads":3,"feed_forward":1536,"vocab":49152,"prompts":4,
"group":8,"prompt_length":96,"new_tokens":64,"rank":0}'. Optional keys: "threads" (2), "warmup" (1), "repeats" (2).
Prints one JSON object a line: {"measure", "value", "unit"}.
"""

import json
import os
import resource
import statistics
import sys
import tempfile
import time

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from datasets import Dataset
from peft import LoraConfig
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, TrainerCallback
from trl import GRPOConfig, GRPOTrainer

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def report(measure, value, unit):
    print(json.dumps({"measure": measure, "value": value, "unit": unit}), flush=True)


class StepTimes(TrainerCallback):
    def __init__(self):
        self.seconds = []

    def on_step_begin(self, *_args, **_kwargs):
        self.started = time.perf_counter()

    def on_step_end(self, *_args, **_kwargs):
        self.seconds.append(time.perf_counter() - self.started)


def tokenizer_of(case):
    vocabulary = {f"t{i}": i for i in range(case["vocab"])}
    words = Tokenizer(models.WordLevel(vocabulary, unk_token="t0"))
    words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return PreTrainedTokenizerFast(
        tokenizer_object=words, unk_token="t0", pad_token="t0", eos_token="t1", padding_side="left"
    )


def model_of(case):
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=case["vocab"],
            hidden_size=case["hidden"],
            num_hidden_layers=case["layers"],
            num_attention_heads=case["heads"],
            num_key_value_heads=case["kv_heads"],
            intermediate_size=case["feed_forward"],
            max_position_embeddings=2048,
            tie_word_embeddings=True,
            attn_implementation="sdpa",
            pad_token_id=0,
            bos_token_id=1,
            eos_token_id=1,
        )
    )


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    case = json.loads(sys.argv[1])
    torch.manual_seed(0)
    torch.set_num_threads(case.get("threads", 2))
    warmup, repeats = case.get("warmup", 1), case.get("repeats", 2)
    rank = case.get("rank", 0)
    tokens = torch.randint(2, case["vocab"], (case["prompts"] * (warmup + repeats), case["prompt_length"]))
    prompts = [" ".join(f"t{token}" for token in row) for row in tokens.tolist()]
    lengths = []

    def reward(completion_ids, **_kwargs):
        lengths.extend(len(ids) for ids in completion_ids)
        return [float(i % 2) for i in range(len(completion_ids))]

    times = StepTimes()
    with tempfile.TemporaryDirectory() as folder:
        trainer = GRPOTrainer(
            model=model_of(case),
            reward_funcs=reward,
            processing_class=tokenizer_of(case),
            train_dataset=Dataset.from_dict({"prompt": prompts}),
            peft_config=LoraConfig(r=rank, lora_alpha=32, target_modules=TARGETS, task_type="CAUSAL_LM")
            if rank > 0
            else None,
            callbacks=[times],
            args=GRPOConfig(
                output_dir=folder,
                use_cpu=True,
                bf16=False,
                per_device_train_batch_size=case["prompts"] * case["group"],
                gradient_accumulation_steps=1,
                num_generations=case["group"],
                max_completion_length=case["new_tokens"],
                generation_kwargs={"min_new_tokens": case["new_tokens"]},
                temperature=1.0,
                top_p=1.0,
                top_k=0,
                beta=0.0,
                loss_type="dapo",
                learning_rate=1e-5,
                optim="adamw_torch_fused",
                gradient_checkpointing=False,
                max_steps=warmup + repeats,
                logging_strategy="no",
                save_strategy="no",
                report_to="none",
                disable_tqdm=True,
                seed=0,
            ),
        )
        trainer.train()
    assert set(lengths) == {case["new_tokens"]}, f"completions of {set(lengths)} tokens"
    seconds = times.seconds[warmup:]
    report("step", statistics.median(seconds), "s")
    report("fastest step", min(seconds), "s")
    report("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "bytes")


if __name__ == "__main__":
    main()
