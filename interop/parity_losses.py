"""Compares our policy losses with TRL's GRPOTrainer: loss, and gradient by the log probability of every token.

TRL's own code decides: the trainer scores given completions with given rewards (`_generate_and_score_completions`: advantages,
masks, token counts) and computes the loss (`_compute_loss`) of a model whose log probabilities are given, in double precision.

Usage, from the project's folder: python interop/parity_losses.py --check | --write
`--check` makes new cases and asks TypeScript (`interop/parity-losses.ts`); `--write` makes the golden file of `npm test`.
"""

import tempfile
from types import SimpleNamespace

import torch
from parity import GOLDEN, Checks, ask_typescript, run, write_json
from tokenizers import Tokenizer, models
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl_trainer import trainer_of

LIMIT = 1e-5
GROUP = 4
PROMPT = [3, 4]
END = 1
NARROW = {"epsilon": 3e-4, "epsilon_high": 4e-4}
WIDE = {"epsilon": 0.05, "epsilon_high": 0.05}

# TRL's settings of each case, and the name of the loss that is ours. `drift`: spread of log p against the sampling policy's.
CASES = [
    ("grpo", "grpo", {}),
    ("grpo with KL", "grpo", {"beta": 0.04}),
    ("grpo, unscaled rewards", "grpo", {"scale_rewards": "none", "epsilon_high": 0.28}),
    ("grpo with KL, on-policy", "grpo", {"beta": 0.04, "on_policy": True}),
    ("grpo, truncated answers masked", "grpo", {"mask_truncated_completions": True}),
    ("bnpo", "dapo", {"loss_type": "bnpo"}),
    ("bnpo with KL", "dapo", {"loss_type": "bnpo", "beta": 0.1}),
    ("dapo", "dapo", {"loss_type": "dapo", "epsilon_high": 0.28}),
    ("dapo with KL, rewards scaled by the batch", "dapo", {"loss_type": "dapo", "beta": 0.04, "scale_rewards": "batch"}),
    ("dapo, truncated answers masked", "dapo", {"loss_type": "dapo", "mask_truncated_completions": True}),
    ("dapo in two micro-batches", "dapo", {"loss_type": "dapo", "parts": 2}),
    ("dr_grpo", "dr_grpo", {"loss_type": "dr_grpo", "scale_rewards": "none"}),
    ("dr_grpo with KL", "dr_grpo", {"loss_type": "dr_grpo", "scale_rewards": "none", "beta": 0.04}),
    ("gspo", "gspo", {"importance_sampling_level": "sequence", "drift": 1e-3, **NARROW}),
    ("grpo with unbiased KL", "grpo", {"beta": 0.04, "use_bias_correction_kl": True}),
    (
        "grpo with unbiased KL, on-policy",
        "grpo",
        {"beta": 0.04, "use_bias_correction_kl": True, "on_policy": True},
    ),
    ("gspo with KL", "gspo", {"importance_sampling_level": "sequence", "beta": 0.04, "drift": 0.1, **WIDE}),
    (
        "gspo with unbiased KL",
        "gspo",
        {
            "importance_sampling_level": "sequence",
            "beta": 0.04,
            "use_bias_correction_kl": True,
            "drift": 0.1,
            **WIDE,
        },
    ),
]


class GivenModel(torch.nn.Module):
    """Stands where TRL expects the policy; its log probabilities are the parameter `now`."""

    def __init__(self, now):
        super().__init__()
        self.now = torch.nn.Parameter(now)

    def forward(self, input_ids, **_):
        length = input_ids.shape[1] - self.now.shape[1]
        before = torch.zeros(self.now.shape[0], length, dtype=self.now.dtype)
        return SimpleNamespace(log_probs=torch.cat([before, self.now], 1), entropy=torch.zeros(input_ids.shape))


def small_parts(folder):
    """A tokenizer, and a model that TRL can also load as its reference; neither says anything."""
    vocabulary = {f"t{i}": i for i in range(16)}
    words = Tokenizer(models.WordLevel(vocabulary, unk_token="t0"))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, eos_token="t1", pad_token="t2", unk_token="t0")
    shape = {"vocab_size": 16, "hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1}
    config = LlamaConfig(**shape, num_attention_heads=1, num_key_value_heads=1)
    LlamaForCausalLM(config).save_pretrained(folder)
    return tokenizer, LlamaForCausalLM.from_pretrained(folder)


def random_case(name, ours, settings, generator):
    """Two groups of four answers of 1 to 7 tokens; the second of each group was cut off."""

    def normal(count, mean, spread):
        return [round(v, 4) for v in (mean + spread * torch.randn(count, generator=generator)).tolist()]

    lengths = torch.randint(1, 8, (2 * GROUP,), generator=generator).tolist()
    drift = settings.get("drift", 0.25)
    sampled = [normal(n, -1.5, 0.5) for n in lengths]
    moved = [[q + d for q, d in zip(row, normal(len(row), 0, drift), strict=True)] for row in sampled]
    return {
        "name": name,
        "loss": ours,
        "clip": {"low": 1 - settings.get("epsilon", 0.2), "high": 1 + settings.get("epsilon_high", 0.2)},
        "beta": settings.get("beta", 0),
        "unbiasedKl": settings.get("use_bias_correction_kl", False),
        "scaleRewards": settings.get("scale_rewards", "group"),
        "onPolicy": settings.get("on_policy", False),
        "masksTruncated": settings.get("mask_truncated_completions", False),
        "maxTokens": 8,
        "groupSize": GROUP,
        "rewards": [0, 1, 2, 1, 2, 0, 0, 1],
        "truncated": [i % GROUP == 1 for i in range(2 * GROUP)],
        "sampled": sampled,
        "now": sampled if settings.get("on_policy") else [[round(v, 4) for v in row] for row in moved],
        "reference": [normal(n, -1.5, 0.5) for n in lengths],
    }


def padded(rows):
    width = max(map(len, rows))
    return torch.tensor([row + [0.0] * (width - len(row)) for row in rows], dtype=torch.float64)


def ask_trl(case, settings, folder, tokenizer, model):
    """Adds TRL's advantages, loss and gradient to the case."""
    rows = zip(case["now"], case["truncated"], strict=True)
    answers = [(PROMPT, [5] * (len(row) - 1) + [5 if cut else END]) for row, cut in rows]
    told = {key: value for key, value in settings.items() if key not in ("drift", "on_policy", "parts")}
    told["max_completion_length"] = case["maxTokens"]
    parts = settings.get("parts", 1)
    trainer, batch = trainer_of(model, tokenizer, folder, answers, case["rewards"], GROUP, told, parts)
    batch["old_per_token_logps"] = None if case["onPolicy"] else padded(case["sampled"])
    batch["ref_per_token_logps"] = padded(case["reference"])
    given = GivenModel(padded(case["now"]))
    loss = 0
    for part in range(parts):
        chosen = slice(part * 2 * GROUP // parts, (part + 1) * 2 * GROUP // parts)
        inputs = {k: v[chosen] if torch.is_tensor(v) and v.dim() > 0 else v for k, v in batch.items()}
        view = GivenModel(given.now.detach()[chosen])
        value = trainer._compute_loss(view, inputs)
        value.backward()
        given.now.grad = torch.zeros_like(given.now) if given.now.grad is None else given.now.grad
        given.now.grad[chosen] = view.now.grad
        loss += value.item()
    rows = zip(given.now.grad, case["now"], strict=True)
    gradient = [[float(f"{v:.9g}") for v in row[: len(now)].tolist()] for row, now in rows]
    return {**case, "advantages": batch["advantages"].tolist(), "lossOfTrl": loss, "gradientOfTrl": gradient}


def all_cases(seed):
    generator = torch.Generator().manual_seed(seed)
    with tempfile.TemporaryDirectory() as folder:
        tokenizer, model = small_parts(folder)
        return [
            ask_trl(random_case(name, ours, settings, generator), settings, folder, tokenizer, model)
            for name, ours, settings in CASES
        ]


def check():
    checks = Checks("policy losses against TRL")
    cases = [case for seed in (11, 12, 13) for case in all_cases(seed)]
    answers = ask_typescript("parity-losses.ts", {"cases": cases})
    for name, _, _ in CASES:
        found = [answer for case, answer in zip(cases, answers, strict=True) if case["name"] == name]
        checks.add(f"{name}: loss", max(answer["loss"] for answer in found), LIMIT)
        checks.add(f"{name}: gradient", max(answer["gradient"] for answer in found), LIMIT)
    checks.end()


def write():
    write_json(GOLDEN / "policy-losses.json", all_cases(1))


run(check, write)
