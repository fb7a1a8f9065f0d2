"""Checks that our AdamW step, with gradient clipping and weight decay, is torch.optim.AdamW's.

Usage, from the project's folder: python interop/check_adamw.py [STEPS=20]
Prints the largest difference of a weight after all steps; ends with 1 when it exceeds 1e-6 (weights are near 1).
"""

import json
import os
import subprocess
import sys

import torch

OURS = """
import { ParameterStore } from './src/engine/optimiser/parameter-store.ts';
import { json } from 'node:stream/consumers';
const { weights, gradients, settings } = await json(process.stdin);
const store = new ParameterStore([{ name: 'w', shape: [weights.length] }]);
store.views('weights').get('w').set(weights);
const norms = gradients.map((gradient) => {
  store.views('gradients').get('w').set(gradient);
  return store.adamw(settings).gradientNorm;
});
console.log(JSON.stringify({ weights: [...store.views('weights').get('w')], norms }));
process.exit();
"""


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    torch.manual_seed(1)
    weights = torch.randn(1003)
    gradients = [torch.randn(1003) * 10 ** (step % 4 - 2) for step in range(steps)]
    settings = {"learningRate": 1e-2, "beta1": 0.9, "beta2": 0.95, "eps": 1e-8, "weightDecay": 0.1, "gradClipNorm": 1}
    request = json.dumps(
        {"weights": weights.tolist(), "gradients": [g.tolist() for g in gradients], "settings": settings}
    )
    project = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    command = ["node", "--input-type=module", "--eval", OURS]
    answer = subprocess.run(command, cwd=project, input=request, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        sys.exit(answer.stderr)
    ours = json.loads(answer.stdout)

    parameter = torch.nn.Parameter(weights.clone())
    optimizer = torch.optim.AdamW([parameter], lr=1e-2, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.1)
    norms = []
    for gradient in gradients:
        parameter.grad = gradient.clone()
        norms.append(torch.nn.utils.clip_grad_norm_([parameter], 1).item())
        optimizer.step()
    difference = (torch.tensor(ours["weights"]) - parameter.detach()).abs().max().item()
    norm = max(abs(a - b) / b for a, b in zip(ours["norms"], norms, strict=True))
    print(f"{steps} steps: largest difference of a weight {difference:.2e}, of the norm {norm:.1e} of it")
    sys.exit(1 if difference > 1e-6 or norm > 1e-5 else 0)


main()
