"""Compares a whole GRPO update with TRL's GRPOTrainer on a PEFT model: loss, KL, and the gradient of every A and B.

Both get the same checkpoint, adapter, answers and rewards; each computes log probabilities, ratios, KL and gradients on its own.
The answers come from the adapter as it was (also TRL's reference), the update is made on one that has moved on since.

Usage, from the project's folder: python interop/parity_grpo.py --check | --write
`--check` asks TypeScript (`interop/parity-grpo.ts`); `--write` makes the golden files of `npm test`, on a checkpoint of `parity_lora.py`.
"""

import pathlib
import shutil
import tempfile

import torch
import transformers
from parity import GOLDEN, Checks, ask_typescript, run, write_json
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from tiny_checkpoints import VOCABULARY, write_checkpoint
from trl_trainer import trainer_of

LIMIT = 1e-4
BASE = "lora/llama"
GROUP = 4
END = VOCABULARY - 1
MAX_TOKENS = 12
REWARDS = [0.0, 1.0, 2.0, 1.0, 2.0, 0.0, 0.0, 1.0]
CASES = [
    ("grpo with KL", "grpo", {"loss_type": "grpo", "beta": 0.2}),
    ("dapo", "dapo", {"loss_type": "dapo", "epsilon_high": 0.28}),
    ("dr_grpo", "dr_grpo", {"loss_type": "dr_grpo"}),
    ("gspo with KL", "gspo", {"importance_sampling_level": "sequence", "beta": 0.2, "epsilon": 0.05}),
]


def random_answers(generator):
    """Two prompts of different lengths, four answers each; half of them end, half are cut off."""

    def tokens(low, high):
        length = int(torch.randint(low, high, (), generator=generator))
        return torch.randint(VOCABULARY - 3, (length,), generator=generator).tolist()

    prompts = [tokens(3, 5), tokens(6, 9)]
    return [(prompts[i // GROUP], tokens(2, 8) + ([END] if i % 2 else [])) for i in range(2 * GROUP)]


def new_adapter(root):
    base = transformers.AutoModelForCausalLM.from_pretrained(root / BASE, dtype=torch.float32)
    model = get_peft_model(base, LoraConfig(r=2, lora_alpha=8, target_modules=["q_proj", "v_proj", "down_proj"]))
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for parameter in trained(model).values():
            parameter.normal_(0, 0.15, generator=generator)
    return model


def write_case(root, number, settings, ours, seed):
    """Writes the adapter before and after it moved, the same in all cases, and TRL's gradient; gives the entry of cases.json."""
    generator = torch.Generator().manual_seed(seed + number)
    answers = random_answers(generator)
    tokenizer = transformers.PreTrainedTokenizerFast.from_pretrained(root / BASE)
    told = {**settings, "max_completion_length": MAX_TOKENS}
    trainer, batch = trainer_of(new_adapter(root), tokenizer, root, answers, REWARDS, GROUP, told)
    model = trainer.model
    save_adapter(model, root / "grpo" / "before")
    ids = torch.cat([batch["prompt_ids"], batch["completion_ids"]], 1)
    mask = torch.cat([batch["prompt_mask"], batch["completion_mask"]], 1)
    width = batch["completion_ids"].shape[1]
    noise = torch.Generator().manual_seed(4)
    with torch.no_grad():
        batch["old_per_token_logps"] = trainer._get_per_token_logps_and_entropies(model, ids, mask, width)[0]
        for parameter in trained(model).values():
            parameter.add_(0.05 * torch.randn(parameter.shape, generator=noise))
    save_adapter(model, root / "grpo" / "after")
    loss = trainer._compute_loss(model, batch)
    loss.backward()
    gradients = {name.replace(".default", ""): p.grad for name, p in trained(model).items()}
    joined = torch.cat([gradients[name].flatten() for name in sorted(gradients)])
    save_file({"gradients": joined}, root / "grpo" / f"{number}.expected.safetensors")
    epsilon = settings.get("epsilon", 0.2)
    return {
        "loss": ours,
        "clip": {"low": 1 - epsilon, "high": 1 + settings.get("epsilon_high", epsilon)},
        "beta": settings.get("beta", 0),
        "maxTokens": MAX_TOKENS,
        "groupSize": GROUP,
        "answers": [{"prompt": prompt, "completion": completion} for prompt, completion in answers],
        "advantages": batch["advantages"].tolist(),
        "lossOfTrl": loss.item(),
    }


def trained(model):
    return {name: p for name, p in model.named_parameters() if "lora_" in name and ".ref." not in name}


def save_adapter(model, folder):
    model.peft_config["default"].base_model_name_or_path = BASE
    model.save_pretrained(folder, selected_adapters=["default"])
    (folder / "README.md").unlink()


def write_all(root, seed):
    cases = [
        {"name": name, **write_case(root, number, settings, ours, seed)}
        for number, (name, ours, settings) in enumerate(CASES)
    ]
    write_json(root / "grpo" / "cases.json", cases)
    return cases


def check():
    checks = Checks("GRPO updates of an adapter against TRL")
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        write_checkpoint(root / BASE, "llama", 5)
        cases = write_all(root, 20)
        for case, findings in zip(cases, ask_typescript("parity-grpo.ts", {"root": folder}), strict=True):
            for what, figure in findings.items():
                checks.add(f"{case['name']}: {what}", figure, LIMIT)
    checks.end()


def write():
    shutil.rmtree(GOLDEN / "grpo", ignore_errors=True)
    write_all(GOLDEN, 10)


run(check, write)
