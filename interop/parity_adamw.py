"""Compares our AdamW step with torch.optim.AdamW and torch.nn.utils.clip_grad_norm_, over 24 steps.

Usage, from the project's folder: python interop/parity_adamw.py --check | --write
`--check` takes a thousand weights and asks TypeScript (`interop/parity-adamw.ts`); `--write` makes the golden file of `npm test`.
"""


import torch
from parity import GOLDEN, Checks, ask_typescript, run, write_json

STEPS = 24
LIMIT = 1e-6
NORM_LIMIT = 1e-5

USUAL = {"learningRate": 1e-2, "beta1": 0.9, "beta2": 0.95, "eps": 1e-8, "weightDecay": 0.1, "gradClipNorm": 0.0}
CASES = [
    ("plain Adam", {**USUAL, "beta2": 0.999, "weightDecay": 0.0}),
    ("weight decay", USUAL),
    ("clipping", {**USUAL, "gradClipNorm": 1.0}),
    ("large eps", {**USUAL, "learningRate": 3e-2, "eps": 1e-2, "weightDecay": 0.01, "gradClipNorm": 0.5}),
    ("no momentum", {**USUAL, "learningRate": 1e-3, "beta1": 0.0, "beta2": 0.5, "eps": 1e-6, "gradClipNorm": 2.0}),
]


def ask_torch(name, settings, sizes, generator):
    """Weights after every step, and the gradient's norm before it; gradients between 0.01 and 10 in size, some of them 0."""
    start = [torch.randn(size, generator=generator) for size in sizes]
    gradients = []
    for step in range(STEPS):
        size = 10.0 ** (step % 4 - 2)
        gradients.append([torch.randn(n, generator=generator).mul(size * 100).round().div(100) for n in sizes])
    parameters = [torch.nn.Parameter(weights.clone()) for weights in start]
    optimizer = torch.optim.AdamW(
        parameters,
        lr=settings["learningRate"],
        betas=(settings["beta1"], settings["beta2"]),
        eps=settings["eps"],
        weight_decay=settings["weightDecay"],
    )
    clip = settings["gradClipNorm"] or float("inf")
    norms, steps = [], []
    for gradient in gradients:
        for parameter, values in zip(parameters, gradient, strict=True):
            parameter.grad = values.clone()
        norms.append(torch.nn.utils.clip_grad_norm_(parameters, clip).item())
        optimizer.step()
        steps.append([short(parameter) for parameter in parameters])
    return {
        "name": name,
        "settings": settings,
        "start": [short(weights) for weights in start],
        "gradients": [[short(values) for values in gradient] for gradient in gradients],
        "normsOfTorch": norms,
        "weightsOfTorch": steps,
    }


def short(tensor):
    """Eight digits say what a float32 near 1 is."""
    return [float(f"{value:.8g}") for value in tensor.tolist()]


def all_cases(seed, sizes):
    generator = torch.Generator().manual_seed(seed)
    return [ask_torch(name, settings, sizes, generator) for name, settings in CASES]


def check():
    checks = Checks("AdamW against torch")
    cases = all_cases(2, [700, 303])
    for case, answer in zip(cases, ask_typescript("parity-adamw.ts", {"cases": cases}), strict=True):
        checks.add(f"{case['name']}: weight after any of {STEPS} steps", answer["weight"], LIMIT)
        checks.add(f"{case['name']}: relative norm of the gradient", answer["norm"], NORM_LIMIT)
    checks.end()


def write():
    write_json(GOLDEN / "adamw.json", all_cases(1, [7, 4]))


run(check, write)
