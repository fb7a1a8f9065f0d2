"""A few steps of TRL's GRPOTrainer on an export, rewarded by a running `fin-r1 reward serve`.

    python interop/trl_reward.py EXPORT MODEL [--url URL] [--steps N] [--spoil]

EXPORT was written with --format trl, MODEL is a small model folder. Prints reward, spread and gradient norm of each step. With --spoil each
second question loses its label: its answers have no reward, which must not move what the others get.
"""

import argparse
import os
import sys
import tempfile

from datasets import load_dataset

parser = argparse.ArgumentParser()
parser.add_argument("export")
parser.add_argument("model")
parser.add_argument("--url", default="http://127.0.0.1:8200")
parser.add_argument("--steps", type=int, default=3)
parser.add_argument("--spoil", action="store_true")
args = parser.parse_args()
os.environ["FIN_R1_REWARD_URL"] = args.url
sys.path.insert(0, args.export)

from finr1_reward import finr1_reward  # noqa: E402
from trl import GRPOConfig, GRPOTrainer  # noqa: E402

rows = load_dataset(args.export, "rl", split="train")
if args.spoil:
    rows = rows.map(lambda row, index: {"label": "" if index % 2 else row["label"]}, with_indices=True)
with tempfile.TemporaryDirectory() as folder:
    trainer = GRPOTrainer(
        model=args.model,
        reward_funcs=finr1_reward,
        train_dataset=rows,
        args=GRPOConfig(
            output_dir=folder,
            report_to=[],
            use_cpu=True,
            bf16=False,
            gradient_checkpointing=False,
            max_steps=args.steps,
            logging_steps=1,
            save_strategy="no",
            per_device_train_batch_size=32,
            num_generations=8,
            max_completion_length=96,
            learning_rate=1e-5,
            disable_tqdm=True,
            shuffle_dataset=False,
        ),
    )
    trainer.train()
for row in trainer.state.log_history:
    if "reward" in row:
        shown = ("reward", "reward_std", "frac_reward_zero_std", "unscored", "grad_norm", "loss")
        print({name: round(float(row[name]), 4) for name in shown if name in row}, flush=True)
