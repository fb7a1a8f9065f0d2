"""Compares models: what transformers saves must give the same logits and greedy answers here, and what we save there.

Usage, from the project's folder: python interop/parity_models.py --check | --write [DIR]
`--check` makes new checkpoints of every kind, larger than the golden ones, asks TypeScript (`interop/parity-models.ts`) for
logits and answers, and loads the folders that it writes; `--write` makes the golden checkpoints of `npm test`.
"""

import argparse
import base64
import json
import logging
import os
import pathlib
import shutil
import tempfile
import zlib

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from parity import GOLDEN, Checks, ask_typescript
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    LlamaConfig,
    LlamaForCausalLM,
    Qwen2Config,
    Qwen2ForCausalLM,
    Qwen3Config,
    Qwen3ForCausalLM,
)
from transformers.utils.logging import disable_progress_bar

logging.getLogger("transformers").setLevel(logging.ERROR)
disable_progress_bar()
LIMIT = 1e-4
ORIGINAL = 16

llama3 = {
    "rope_type": "llama3",
    "factor": 4.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": ORIGINAL,
}
yarn = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": ORIGINAL}

# Name, classes, settings of the config, stored type, and whether config.json is written as transformers 4 wrote it.
CASES = [
    ("llama", LlamaConfig, {"num_hidden_layers": 1, "intermediate_size": 32}, torch.float32, False),
    ("llama3", LlamaConfig, {"rope_parameters": llama3, "rope_theta": 5e5}, torch.bfloat16, False),
    ("llama-linear", LlamaConfig, {"rope_parameters": {"rope_type": "linear", "factor": 2.5}}, torch.float16, True),
    ("llama-dynamic", LlamaConfig, {"rope_parameters": {"rope_type": "dynamic", "factor": 2.0}}, torch.float16, False),
    ("llama-yarn", LlamaConfig, {"rope_parameters": yarn, "rope_theta": 1e5}, torch.float16, True),
    ("llama-biases", LlamaConfig, {"attention_bias": True, "mlp_bias": True}, torch.float16, False),
    # SmolLM2's proportions: three query heads to a key head, tied, its rope base.
    (
        "smollm2",
        LlamaConfig,
        {"hidden_size": 24, "num_attention_heads": 3, "num_key_value_heads": 1, "rope_theta": 1e5, "tied": True},
        torch.bfloat16,
        True,
    ),
    ("qwen2", Qwen2Config, {"tied": True, "rope_theta": 1e6}, torch.float16, True),
    (
        "qwen2-shards",
        Qwen2Config,
        {"rope_parameters": {**yarn, "mscale": 0.7, "mscale_all_dim": 1.2, "truncate": False, "beta_fast": 8.0}},
        torch.bfloat16,
        False,
    ),
    ("qwen3", Qwen3Config, {"head_dim": 16, "hidden_size": 24, "tied": True, "rope_theta": 1e6}, torch.float16, False),
    (
        "qwen3-biases",
        Qwen3Config,
        {"head_dim": 8, "num_key_value_heads": 4, "attention_bias": True, "rope_parameters": {**yarn, "attention_factor": 1.3}},
        torch.bfloat16,
        False,
    ),
]
MODELS = {LlamaConfig: LlamaForCausalLM, Qwen2Config: Qwen2ForCausalLM, Qwen3Config: Qwen3ForCausalLM}


def make(folder, case, seed, scale, vocabulary, context):
    """Writes a random checkpoint; every parameter is random, so that one that is left out or swapped is seen."""
    _, config_class, settings, dtype, old = case
    settings = dict(settings)
    size = {name: settings.pop(name, value) * scale for name, value in (("hidden_size", 32), ("intermediate_size", 48))}
    rope = {"rope_type": "default", **settings.pop("rope_parameters", {}), "rope_theta": settings.pop("rope_theta", 1e4)}
    if "original_max_position_embeddings" in rope:
        rope["original_max_position_embeddings"] = context // 4
    head_dim = {"head_dim": settings.pop("head_dim") * scale} if "head_dim" in settings else {}
    config = config_class(
        **size,
        **head_dim,
        vocab_size=vocabulary,
        num_attention_heads=settings.pop("num_attention_heads", 4),
        num_key_value_heads=settings.pop("num_key_value_heads", 2),
        num_hidden_layers=settings.pop("num_hidden_layers", 2),
        tie_word_embeddings=settings.pop("tied", False),
        max_position_embeddings=context,
        rms_norm_eps=1e-5,
        rope_parameters=rope,
        bos_token_id=1,
        eos_token_id=2,
        **settings,
    )
    generator = torch.Generator().manual_seed(seed)
    model = MODELS[config_class](config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            values = torch.randn(parameter.shape, generator=generator)
            spread = 0.9 / parameter.shape[-1] ** 0.5 if parameter.dim() == 2 else 0.2
            parameter.copy_(values * spread + (1.0 if name.endswith("norm.weight") else 0.0))
        # A tied head would answer every large embedding with itself.
        if not config.tie_word_embeddings:
            model.get_input_embeddings().weight.mul_(size["hidden_size"] ** 0.5)
    shard = {"max_shard_size": "12KB"} if "shards" in case[0] else {}
    model.to(dtype).save_pretrained(folder, **shard)
    (folder / "generation_config.json").unlink()
    # Indented JSON of an index costs more than the weights it lists.
    for path in folder.glob("*.index.json"):
        path.write_text(json.dumps(json.loads(path.read_text())) + "\n")
    if old:
        write_as_transformers_4(folder / "config.json")


def write_as_transformers_4(path):
    config = json.loads(path.read_text())
    rope = config.pop("rope_parameters")
    config["rope_theta"] = rope.pop("rope_theta")
    kind = rope.pop("rope_type")
    config["rope_scaling"] = None if kind == "default" else {"type": kind, **rope}
    config["torch_dtype"] = config.pop("dtype")
    path.write_text(json.dumps(config, indent=2) + "\n")


def load(folder):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def encoded(tensor):
    return base64.b64encode(tensor.to(torch.float32).contiguous().numpy().tobytes()).decode()


def decoded(text):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32)


def checksum(model):
    """CRC-32 of all parameters as float32, by name; a tied head is its embedding."""
    parameters = sorted((name, parameter) for name, parameter in model.named_parameters())
    return zlib.crc32(b"".join(parameter.detach().numpy().tobytes() for _, parameter in parameters))


def answers(model, tokens, positions, prompts, new_tokens):
    """What a model of transformers says: logits at positions, log probabilities of all tokens, greedy continuations."""
    greedy = []
    with torch.no_grad():
        logits = model(torch.tensor([tokens])).logits[0]
        shares = torch.log_softmax(logits, dim=-1)
        for length in prompts:
            prompt = torch.tensor([tokens[:length]])
            # Without a mask, generate takes tokens like the padding's for padding.
            settings = {"do_sample": False, "max_new_tokens": new_tokens, "eos_token_id": -1, "pad_token_id": 0}
            answer = model.generate(prompt, attention_mask=torch.ones_like(prompt), **settings)[0]
            full = model(answer[None]).logits[0]
            top = full[length - 1 : -1].topk(2, dim=-1).values
            # A tie would be a matter of rounding, not of right and wrong.
            assert (top[:, 0] - top[:, 1]).min() > 1e-3, "two tokens are as good as tied: choose another seed"
            chosen = torch.log_softmax(full, dim=-1)[range(length - 1, len(answer) - 1), answer[length:]]
            greedy.append({"prompt": length, "tokens": answer[length:].tolist(), "logprobs": encoded(chosen)})
    return {
        "weights": checksum(model),
        "tokens": tokens,
        "positions": positions,
        "logits": encoded(logits[positions]),
        "logprobs": encoded(shares[range(len(tokens) - 1), tokens[1:]]),
        "greedy": greedy,
    }


def question(seed, vocabulary, length):
    return torch.randint(vocabulary, (length,), generator=torch.Generator().manual_seed(seed)).tolist()


def write(directory):
    """Each checkpoint with `expected.json`: what transformers says of it at lengths around and beyond the original context."""
    for number, case in enumerate(CASES):
        folder = directory / case[0]
        shutil.rmtree(folder, ignore_errors=True)
        for seed in range(100 * number, 100 * number + 100):
            make(folder, case, seed, 1, 96, 4 * ORIGINAL)
            tokens = question(seed, 96, 48)
            try:
                expected = answers(load(folder), tokens, [0, 1, 6, 15, 16, 17, 31, 46, 47], [3, 20], 24)
                break
            except AssertionError:
                continue
        (folder / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{folder.name}: {size / 1000:.0f} kB")


def rope_of(folder):
    rope = dict(AutoConfig.from_pretrained(folder).rope_parameters)
    # We write what transformers would work out of these, and its own defaults.
    for name, usual in (("mscale", None), ("mscale_all_dim", None), ("attention_factor", None), ("type", None)):
        rope.pop(name, usual)
    if rope["rope_type"] == "yarn":
        rope = {"beta_fast": 32, "beta_slow": 1, "truncate": True, **rope}
    return rope


def check():
    checks = Checks("models against transformers, random checkpoints of 64 to 512 positions")
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        cases, models = [], []
        for number, case in enumerate(CASES):
            folder = directory / case[0]
            for seed in range(5000 + 100 * number, 5100 + 100 * number):
                make(folder, case, seed, 2, 300, 512)
                models.append(load(folder))
                try:
                    expected = answers(models[-1], question(seed, 300, 500), [0, 127, 128, 129, 400, 499], [5, 130], 40)
                    break
                except AssertionError:
                    models.pop()
            cases.append({"folder": str(folder), "saved": str(directory / f"{case[0]}-saved"), "expected": expected})
        found = ask_typescript("parity-models.ts", {"cases": cases})
        for case, model, asked, ours in zip(CASES, models, cases, found, strict=True):
            for what in ("logits", "logprobs", "sampled"):
                checks.add(f"{case[0]}: {what} of our engine", ours[what], LIMIT)
            checks.add(f"{case[0]}: greedy tokens that differ", ours["tokens"], 0)
            saved = load(asked["saved"])
            again = answers(saved, asked["expected"]["tokens"], asked["expected"]["positions"], [5, 130], 40)
            gap = (decoded(again["logits"]) - decoded(asked["expected"]["logits"])).abs().max().item()
            checks.add(f"{case[0]}: logits in transformers of the folder that we save", gap, 1e-6)
            pairs = zip(again["greedy"], asked["expected"]["greedy"], strict=True)
            differing = sum(a != b for one, two in pairs for a, b in zip(one["tokens"], two["tokens"], strict=True))
            checks.add(f"{case[0]}: its greedy tokens that differ", differing, 0)
            same = rope_of(asked["saved"]) == rope_of(asked["folder"])
            checks.add(f"{case[0]}: rope settings of the saved folder that differ", 0 if same else 1, 0)
            for key, value in model.state_dict().items():
                if not torch.equal(value, saved.state_dict()[key]):
                    checks.add(f"{case[0]}: {key} saved as it was", 1, 0)
    checks.end()


def main():
    parser = argparse.ArgumentParser()
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true")
    what.add_argument("--write", nargs="?", const=str(GOLDEN / "models"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.check:
        check()
    else:
        write(pathlib.Path(options.write))


if __name__ == "__main__":
    main()
