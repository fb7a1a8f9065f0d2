"""tinker-cookbook's own `sl_loop` and `rl_loop`, as they stand, train the nano model: `python cookbook.py --url URL --folder FOLDER`.

The data sets they name on the hub are rows of FinSim here (`nano-model.ts`), and the folder of the tokenizer has the model's name. The
loss must fall and the reward rise. sl_loop is then run again as after a kill, from its checkpoint of step 20, and must repeat its losses.
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

SL_STEPS = 30
RL_STEPS = 24


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
    parser = arguments(__doc__, "Qwen/Qwen3-8B-Base")
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
        max_steps=SL_STEPS,
    )
    sl_loop.main(supervised)
    losses = series(logs / "sl", "train_mean_nll")
    first, last = ends(losses)
    print(f"sl_loop: {len(losses)} steps, loss {first:.3f} to {last:.3f} nats a token")
    assert len(losses) == SL_STEPS and last < first / 2, losses

    checkpoints = logs / "sl" / "checkpoints.jsonl"
    names = [json.loads(line)["name"] for line in checkpoints.read_text(encoding="utf-8").splitlines()]
    assert names == ["000020", "final"], names
    # What a run leaves that was killed after its checkpoint.
    checkpoints.write_text(checkpoints.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    sl_loop.main(supervised)
    again = series(logs / "sl", "train_mean_nll")[len(losses) :]
    assert again == losses[20:], (again, losses[20:])
    print(f"sl_loop went on from step 20, and repeated {len(again)} losses to the last bit")

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
        max_steps=RL_STEPS,
    )
    rl_loop.main(reinforced)
    rewards = series(logs / "rl", "reward/total")
    first, last = ends(rewards, 5)
    print(f"rl_loop: {len(rewards)} steps, reward {first:.3f} to {last:.3f}")
    assert len(rewards) == RL_STEPS and last > first + 0.05, rewards


if __name__ == "__main__":
    sys.exit(main())
