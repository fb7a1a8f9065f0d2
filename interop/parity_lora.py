"""Compares LoRA with PEFT: log probabilities, loss, the gradient of every A and B, and merged weights; adapter folders both ways.

Usage, from the project's folder: python interop/parity_lora.py --check | --write
`--check` makes new checkpoints and adapters, asks TypeScript (`interop/parity-lora.ts`), and loads in PEFT what that saved;
`--write` makes the golden files of `npm test`: tiny checkpoints, adapters as PEFT saves them, what PEFT computes.
"""

import json
import logging
import pathlib
import shutil
import tempfile
import warnings

import torch
import transformers
from parity import GOLDEN, Checks, ask_typescript, run, write_json
from peft import LoraConfig, PeftConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
from tiny_checkpoints import VOCABULARY, write_checkpoint

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
transformers.utils.logging.disable_progress_bar()

LIMIT = 1e-4
DROPOUT = 0.25
PASSES = 1000
SEVEN = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
# Adapter folder, its base, what PEFT is told.
CASES = [
    ("llama-all", "llama", {"target_modules": SEVEN}),
    ("qwen2-rslora", "qwen2", {"target_modules": SEVEN, "use_rslora": True}),
    ("llama-subset", "llama", {"target_modules": ["q_proj", "down_proj"]}),
]


def new_adapter(model, base, settings):
    adapted = get_peft_model(model, LoraConfig(r=4, lora_alpha=8, task_type="CAUSAL_LM", **settings))
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if "lora_B" in name:
                parameter.normal_(0, 0.1)
    adapted.peft_config["default"].base_model_name_or_path = base
    return adapted


def logprobs_of(model, tokens):
    return torch.log_softmax(model(torch.tensor([tokens])).logits[0, :-1], -1)


def weighted_loss(model, sequences):
    """−Σ weight · log p(token), a plain sum over all sequences."""
    total = 0
    for tokens, weights in sequences:
        chosen = logprobs_of(model, tokens).gather(1, torch.tensor(tokens[1:])[:, None])[:, 0]
        total = total - (torch.tensor(weights[1:]) * chosen).sum()
    return total


def print_of(weight):
    """Says of a matrix in a few numbers what it is: its product with 1, 1/2, 1/3, …"""
    return weight @ (1 / torch.arange(1, weight.shape[1] + 1))


def peft_says(model, sequences):
    """Tensors: `logprobs.<i>` of each sequence, `gradients` and `merged` in the order of their sorted names; and the loss."""
    expected = {f"logprobs.{i}": logprobs_of(model, tokens) for i, (tokens, _) in enumerate(sequences)}
    loss = weighted_loss(model, sequences)
    loss.backward()
    adapter = {name.replace(".default", ""): p.grad for name, p in model.named_parameters() if "lora_" in name}
    expected["gradients"] = joined(adapter)
    merged = {n: p for n, p in model.merge_and_unload().named_parameters() if n.endswith("_proj.weight")}
    expected["merged"] = joined({name: print_of(weight) for name, weight in merged.items()})
    return {name: tensor.detach().contiguous() for name, tensor in expected.items()}, loss.item()


def joined(tensors):
    return torch.cat([tensors[name].flatten() for name in sorted(tensors)])


def write_case(root, name, base, settings, lengths):
    """Writes the adapter folder and what PEFT computes with it; gives the entry of cases.json."""
    model = new_adapter(write_checkpoint(root / base, base, len(base)), base, settings)
    model.save_pretrained(root / name)
    (root / name / "README.md").unlink()
    sequences = [
        (torch.randint(VOCABULARY, (n,)).tolist(), [round(w, 3) for w in torch.rand(n).tolist()]) for n in lengths
    ]
    expected, loss = peft_says(model, sequences)
    save_file(expected, root / f"{name}.expected.safetensors")
    entries = [{"tokens": tokens, "weights": weights} for tokens, weights in sequences]
    return {"name": name, "base": base, "sequences": entries, "loss": loss}


def write_all(root, lengths, seed):
    torch.manual_seed(seed)
    cases = [write_case(root, name, base, settings, lengths) for name, base, settings in CASES]
    write_json(root / "cases.json", cases)
    return cases


def check():
    checks = Checks("LoRA against PEFT")
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        cases = write_all(root, (30, 7, 18), 2)
        answer = ask_typescript("parity-lora.ts", {"root": folder, "dropout": {"dropout": DROPOUT, "passes": PASSES}})
        for case, findings in zip(cases, answer["findings"], strict=True):
            for what, figure in findings["differences"].items():
                checks.add(f"{case['name']}: {what}", figure, LIMIT)
            gap = read_back(root, case, findings)
            checks.add(f"{case['name']}: log probabilities of PEFT on the adapter we saved", gap, LIMIT)
        check_dropout(checks, root, cases[-1], answer["losses"])
    checks.end()


def check_dropout(checks, root, case, ours):
    """Losses under dropout have the same mean and spread in both, in standard errors of the difference. The case has no two
    projections of one input: those share a mask in TypeScript and have one each in PEFT."""
    config = PeftConfig.from_pretrained(root / case["name"])
    config.lora_dropout = DROPOUT
    model = loaded(root, case, root / case["name"], config=config).train()
    tokens, weights = case["sequences"][0]["tokens"], torch.tensor(case["sequences"][0]["weights"][1:])
    with torch.no_grad():
        logprobs = torch.log_softmax(model(torch.tensor([tokens] * PASSES)).logits[:, :-1], -1)
    theirs = -(logprobs[:, range(len(tokens) - 1), tokens[1:]] * weights).sum(1)
    ours = torch.tensor(ours)
    pooled = ((ours.var() + theirs.var()) / PASSES).sqrt()
    # The logarithm of a standard deviation has about this standard error.
    spread = (2 / (2 * PASSES)) ** 0.5
    mean = abs(ours.mean() - theirs.mean()) / pooled
    deviation = abs(ours.std().log() - theirs.std().log()) / spread
    checks.add(f"{case['name']}: mean loss of {PASSES} passes with dropout {DROPOUT}, standard errors", mean.item(), 4)
    checks.add(f"{case['name']}: their spread, standard errors", deviation.item(), 4)


def loaded(root, case, adapter, **options):
    """The case's base with an adapter folder on it."""
    base = transformers.AutoModelForCausalLM.from_pretrained(root / case["base"], dtype=torch.float32)
    return PeftModel.from_pretrained(base, adapter, **options)


def read_back(root, case, answer):
    """PEFT on the adapter that TypeScript saved after a step, against the log probabilities that TypeScript had then."""
    model = loaded(root, case, answer["saved"])
    config = json.loads((pathlib.Path(answer["saved"]) / "adapter_config.json").read_text())
    ours = json.loads((root / case["name"] / "adapter_config.json").read_text())
    for field in ("r", "lora_alpha", "use_rslora", "peft_type", "task_type", "bias"):
        if config[field] != ours[field]:
            raise SystemExit(f"{answer['saved']}: {field} is {config[field]}, not {ours[field]}")
    if set(config["target_modules"]) != set(ours["target_modules"]):
        raise SystemExit(f"{answer['saved']}: target_modules are {config['target_modules']}")
    with torch.no_grad():
        gaps = [
            (logprobs_of(model, each["tokens"]) - torch.tensor(after)).abs().max().item()
            for each, after in zip(case["sequences"], answer["after"], strict=True)
        ]
    before = load_file(root / f"{case['name']}.expected.safetensors")["logprobs.0"]
    if (before - torch.tensor(answer["after"][0])).abs().max() < 0.01:
        raise SystemExit(f"{case['name']}: the step between reading and saving changed nothing")
    return max(gaps)


def write():
    shutil.rmtree(GOLDEN / "lora", ignore_errors=True)
    write_all(GOLDEN / "lora", (8, 4), 1)


run(check, write)
