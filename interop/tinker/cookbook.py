"""tinker-cookbook's own `sl_loop` and `rl_loop`, as they stand, train the nano model: `python cookbook.py --url URL --folder FOLDER`.

The data sets they name on the hub are rows of FinSim here (`nano-model.ts`), and the folder of the tokenizer has the model's name. rl_loop
goes on from what sl_loop saved, as it goes on after an interruption: through the checkpoint its log folder names. So its first samples
already have the answer's form, and its own grader tells right from wrong. The loss must fall and the reward rise.
"""

import json
import logging
import os
import shutil
import statistics
import sys
from pathlib import Path

from setting import KEY, arguments

import datasets


def rows_of(folder):
    """Stands in for the hub: whatever the name, the training rows of the loop that asks."""
    files = {"HuggingFaceH4/no_robots": "sl.jsonl", "openai/gsm8k": "rl.jsonl"}

    def load_dataset(name, *_):
        rows = [json.loads(line) for line in Path(folder, files[name]).read_text(encoding="utf-8").splitlines()]
        return datasets.DatasetDict({"train": datasets.Dataset.from_list(rows)})

    return load_dataset


def series(log, key):
    lines = Path(log, "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    return [record[key] for record in map(json.loads, lines) if key in record]


def ends(values, count=3):
    """The means of the first and of the last values."""
    return statistics.mean(values[:count]), statistics.mean(values[-count:])


def main():
    parser = arguments(__doc__)
    parser.add_argument("--sl-steps", type=int, default=30)
    parser.add_argument("--rl-steps", type=int, default=24)
    parser.add_argument("--logs", type=Path, default=Path("cookbook-logs"), help="made anew")
    args = parser.parse_args()
    os.environ["TINKER_API_KEY"] = KEY
    logs = args.logs.resolve()
    shutil.rmtree(logs, ignore_errors=True)
    # A relative folder of the model's name is its tokenizer.
    os.chdir(args.folder)
    datasets.load_dataset = rows_of(Path.cwd())
    from tinker_cookbook.recipes import rl_loop, sl_loop

    logging.getLogger().setLevel(logging.WARNING)
    supervised = sl_loop.Config(
        base_url=args.url,
        log_path=str(logs / "sl"),
        model_name=args.model,
        batch_size=32,
        learning_rate=5e-3,
        lora_rank=16,
        save_every=20,
        max_steps=args.sl_steps,
    )
    sl_loop.main(supervised)
    losses = series(logs / "sl", "train_mean_nll")
    first, last = ends(losses)
    print(f"sl_loop: {len(losses)} steps, loss {first:.3f} to {last:.3f} nats a token")
    assert len(losses) == args.sl_steps and last < first / 2, losses
    checkpoints = [json.loads(line) for line in (logs / "sl" / "checkpoints.jsonl").read_text(encoding="utf-8").splitlines()]
    print("sl_loop saved", *(one["name"] for one in checkpoints))

    reinforced = rl_loop.Config(
        base_url=args.url,
        log_path=str(logs / "rl"),
        model_name=args.model,
        batch_size=8,
        group_size=16,
        learning_rate=1e-3,
        lora_rank=16,
        save_every=10,
        max_tokens=10,
        max_steps=args.rl_steps,
    )
    rl_loop.main(reinforced)
    rewards = series(logs / "rl", "reward/total")
    first, last = ends(rewards, 5)
    print(f"rl_loop: {len(rewards)} steps, reward {first:.3f} to {last:.3f}")
    assert len(rewards) == args.rl_steps and last > first + 0.05, rewards


if __name__ == "__main__":
    sys.exit(main())
