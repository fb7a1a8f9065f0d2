"""Reads what `fin-r1 data export` wrote with each framework's own reader, and asks a running `fin-r1 reward serve` through each client.

    python interop/check_exports.py EXPORTS MODEL [--url URL]

EXPORTS holds one folder a format (verl, openrlhf, trl, llamafactory), MODEL is a folder with a tokenizer and a chat template. A framework
that is not installed is skipped and said so. Each line of output: framework, what was read, how many rows.
"""

import argparse
import asyncio
import importlib.util
import json
import os
import sys
import types
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("exports", type=Path)
parser.add_argument("model")
parser.add_argument("--url", default="http://127.0.0.1:8200")
args = parser.parse_args()
RIGHT = "<think>Looked up.</think><answer>{}</answer>"


def expected(name):
    files = json.loads((args.exports / name / "export.json").read_text())["files"]
    return {file["path"]: file["rows"] for file in files}


def tokenizer():
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(args.model)


def client(name):
    spec = importlib.util.spec_from_file_location("finr1_reward", args.exports / name / "finr1_reward.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer_to(label):
    reference = json.loads(label)["reference"]
    for field in ("value", "label", "letters"):
        if field in reference:
            value = reference[field]
            if isinstance(value, bool):
                value = "yes" if value else "no"
            if isinstance(value, list):
                value = "".join(value)
            return RIGHT.format(value)
    raise ValueError(f"no answer to {reference}")


def told(framework, what, rows, wanted=None):
    if wanted is not None and rows != wanted:
        raise SystemExit(f"{framework}: {what}: {rows} rows, but the export says {wanted}")
    print(f"{framework}: {what}: {rows} rows", flush=True)


def all_right(framework, labels, rewards):
    if len(rewards) != len(labels) or any(reward != 2.0 for reward in rewards):
        raise SystemExit(f"{framework}: right answers are not all worth 2: {rewards[:5]}")
    told(framework, "right answers rewarded with 2.0", len(rewards))


def check_trl():
    from datasets import load_dataset
    from trl.data_utils import is_conversational

    folder, wanted = str(args.exports / "trl"), expected("trl")
    for name in ("sft", "rl"):
        rows = load_dataset(folder, name, split="train")
        told("trl", f"load_dataset {name}, conversational {is_conversational(rows[0])}", len(rows), wanted[f"{name}/train.parquet"])
    labels = rows["label"][:200]
    completions = [[{"role": "assistant", "content": answer_to(label)}] for label in labels]
    all_right("trl", labels, client("trl").finr1_reward(completions=completions, label=labels))


def check_verl():
    # For images only, and written for another version of transformers.
    sys.modules["verl.models.transformers.qwen2_vl"] = types.SimpleNamespace(get_rope_index=None)
    import numpy
    import torch
    from omegaconf import OmegaConf
    from verl import DataProto
    from verl.experimental.reward_loop.reward_manager.naive import NaiveRewardManager
    from verl.trainer.ppo.reward import get_custom_reward_fn
    from verl.utils.dataset.multiturn_sft_dataset import MultiTurnSFTDataset
    from verl.utils.dataset.rl_dataset import RLHFDataset

    folder, wanted, own = args.exports / "verl", expected("verl"), tokenizer()
    lengths = {"max_prompt_length": 4096, "max_length": 4096, "truncation": "right"}
    config = OmegaConf.create({**lengths, "filter_overlong_prompts_workers": 1, "ignore_input_ids_mismatch": True})
    rows = RLHFDataset([str(folder / "rl/train.parquet")], own, config)
    told("verl", "RLHFDataset", len(rows), wanted["rl/train.parquet"])
    custom = {"path": str(folder / "finr1_reward.py"), "name": "compute_score"}
    settings = OmegaConf.create({"reward": {"custom_reward_function": {**custom, "reward_kwargs": {"unscored": "raise", "url": args.url}}}})

    async def rewards_of(count):
        manager = NaiveRewardManager(settings, own, get_custom_reward_fn(settings))
        rewards = []
        for index in range(count):
            row = rows[index]
            text = answer_to(row["reward_model"]["ground_truth"])
            ids = torch.tensor([own(text, add_special_tokens=False)["input_ids"] + [own.eos_token_id]])
            names = ("data_source", "reward_model", "extra_info")
            data = DataProto.from_dict(
                tensors={"responses": ids, "attention_mask": torch.ones_like(ids)},
                non_tensors={name: numpy.array([row[name]], dtype=object) for name in names},
            )
            rewards.append((await manager.run_single(data))["reward_score"])
        return rewards

    rewards = asyncio.run(rewards_of(64))
    all_right("verl NaiveRewardManager", rewards, rewards)
    sft = MultiTurnSFTDataset([str(folder / "sft/train.parquet")], own, config)
    told("verl", f"MultiTurnSFTDataset, {int(sft[0]['loss_mask'].sum())} tokens learnt of the first row", len(sft), wanted["sft/train.parquet"])


def check_openrlhf():
    root = Path(importlib.util.find_spec("openrlhf").origin).parent
    # Its packages import DeepSpeed and vLLM, which the readers do not need.
    for name in ("openrlhf", "openrlhf.utils", "openrlhf.datasets"):
        module = types.ModuleType(name)
        module.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = module
    from datasets import load_dataset
    from openrlhf.datasets.prompts_dataset import PromptDataset
    from openrlhf.utils.agent import SingleTurnAgentExecutor

    folder, wanted, own = args.exports / "openrlhf", expected("openrlhf"), tokenizer()
    data = types.SimpleNamespace(input_key="messages", label_key="label", apply_chat_template=True, image_key="images")
    strategy = types.SimpleNamespace(args=types.SimpleNamespace(data=data), is_rank_0=lambda: False)
    read = load_dataset("json", data_files=str(folder / "rl/train.jsonl"))["train"]
    rows = PromptDataset(read, own, strategy)
    told("openrlhf", "PromptDataset", len(rows), wanted["rl/train.jsonl"])
    sft = load_dataset("json", data_files=str(folder / "sft/train.jsonl"))["train"]
    told("openrlhf", f"SFT, messages {[message['role'] for message in sft[0]['messages']]}", len(sft), wanted["sft/train.jsonl"])

    class Engine:
        """Writes one response, as vLLM does."""

        def __init__(self, text):
            self.ids = own(text, add_special_tokens=False)["input_ids"]

        async def generate(self, *_, **__):
            output = types.SimpleNamespace(token_ids=self.ids, finish_reason="stop", logprobs=None)
            return types.SimpleNamespace(outputs=[output])

    async def rewards_of(url):
        executor = SingleTurnAgentExecutor(url)
        rewards = []
        for index in range(0, 200, 10):
            _, prompt, label, _ = rows[index]
            params = types.SimpleNamespace(max_tokens=256, logprobs=None)
            engine = Engine(answer_to(label) + own.eos_token)
            outcome = await executor.execute(prompt, label, params, 4096, own, engine)
            rewards.append(outcome["reward"][0])
        return rewards

    rewards = asyncio.run(rewards_of(f"{args.url}/openrlhf?unscored=error"))
    all_right("openrlhf over HTTP", rewards, rewards)
    os.environ["FIN_R1_UNSCORED"] = "raise"
    rewards = asyncio.run(rewards_of(str(folder / "finr1_reward.py")))
    all_right("openrlhf through finr1_reward.py", rewards, rewards)


def check_llamafactory():
    # For sound only.
    sys.modules["torchaudio"] = types.ModuleType("torchaudio")
    from llamafactory.data.converter import get_dataset_converter
    from llamafactory.data.parser import get_dataset_list
    from datasets import load_dataset

    folder, wanted = args.exports / "llamafactory", expected("llamafactory")
    (attributes,) = get_dataset_list(["finr1_sft_train"], str(folder))
    read = load_dataset("json", data_files=str(folder / attributes.dataset_name))["train"]
    convert = get_dataset_converter(attributes.formatting, attributes, types.SimpleNamespace(media_dir="."))
    rows = read.map(convert, remove_columns=read.column_names)
    broken = sum(not row["_prompt"] or not row["_response"] for row in rows)
    if broken:
        raise SystemExit(f"llamafactory: {broken} rows cannot be used")
    told("llamafactory", "converted", len(rows), wanted["sft/train.jsonl"])


os.environ["FIN_R1_REWARD_URL"] = args.url
for framework, check in {"trl": check_trl, "verl": check_verl, "openrlhf": check_openrlhf, "llamafactory": check_llamafactory}.items():
    if importlib.util.find_spec(framework) is None:
        print(f"{framework}: not installed here", flush=True)
    elif (args.exports / framework).exists():
        check()
