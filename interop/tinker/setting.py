"""What the drivers share: the server's address, its model, and data made of FinSim's rows."""

import argparse
import json
import os
import warnings
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
warnings.filterwarnings("ignore", category=FutureWarning)

import tinker  # noqa: E402
from tinker import types  # noqa: E402

SDK = tuple(int(part) for part in version("tinker").split(".")[:2])
KEY = os.environ.setdefault("TINKER_API_KEY", "tml-interop")


@dataclass
class Setting:
    url: str
    model: str
    folder: Path
    server: str

    def __post_init__(self):
        from transformers import AutoTokenizer

        self.service = tinker.ServiceClient(base_url=self.url, api_key=KEY)
        self.tokenizer = AutoTokenizer.from_pretrained(str(self.folder / self.model))
        lines = (self.folder / "sl.jsonl").read_text(encoding="utf-8").splitlines()
        self.rows = [json.loads(line)["messages"] for line in lines]

    def train(self, rank=8, seed=1, **options):
        return self.service.create_lora_training_client(base_model=self.model, rank=rank, seed=seed, **options)

    def rest(self):
        return self.service.create_rest_client()

    def encode(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False)

    def data(self, count, first=0, **weights):
        return [self.datum(*(message["content"] for message in self.rows[first + i]), **weights) for i in range(count)]

    def datum(self, prompt, answer, prompt_weight=0.0, weight=1.0, chunks=1):
        """Shifted as every datum: input i is followed by target i."""
        asked, told = self.encode(f"User: {prompt}\n\nAssistant:"), self.encode(f" {answer}\n\n")
        tokens = asked + told
        weights = [prompt_weight] * (len(asked) - 1) + [weight] * len(told)
        return types.Datum(
            model_input=split(tokens[:-1], chunks), loss_fn_inputs={"target_tokens": tokens[1:], "weights": weights}
        )

    def prompt(self, row=0):
        return types.ModelInput.from_ints(self.encode(f"User: {self.rows[row][0]['content']}\n\nAssistant:"))


def split(tokens, chunks):
    size = -(-len(tokens) // chunks)
    parts = [tokens[i : i + size] for i in range(0, len(tokens), size)]
    return types.ModelInput(chunks=[types.EncodedTextChunk(tokens=part) for part in parts])


def policy_data(data, logprobs, advantages):
    """The data of a policy loss: per datum the sampling policy's log probabilities and one advantage a token."""
    return [
        types.Datum(
            model_input=datum.model_input,
            loss_fn_inputs={
                "target_tokens": datum.loss_fn_inputs["target_tokens"],
                "logprobs": list(q),
                "advantages": list(a),
            },
        )
        for datum, q, a in zip(data, logprobs, advantages)
    ]


def outputs(result):
    """log p of every target, a list a datum."""
    return [list(one["logprobs"].data) for one in result.loss_fn_outputs]


def flat(lists):
    return [value for one in lists for value in one]


def adam(learning_rate=1e-2, **options):
    return types.AdamParams(learning_rate=learning_rate, beta1=0.9, beta2=0.95, eps=1e-8, **options)


def fresh(tokens, most):
    """The last place, up to `most`, of a token that was not said before."""
    return max(i for i in range(min(most, len(tokens) - 1) + 1) if tokens[i] not in tokens[:i])


def piece(text, length):
    """Some characters from the middle of the text that a stop string can be: a random model also says halves of characters."""
    pieces = [text[i : i + length] for i in range(len(text) // 2, len(text) - length)]
    return next(one for one in pieces if one.isascii() and one.isprintable())


def made(client):
    """Newer SDKs make clients in the background: what went wrong shows when one waits for them."""
    return client.result() if hasattr(client, "result") else client


def step(client, data, loss_fn="cross_entropy", lr=1e-2, **config):
    result = client.forward_backward(data, loss_fn, **config).result()
    client.optim_step(adam(lr)).result()
    return result


def after(client, data):
    return flat(outputs(client.forward(data, "cross_entropy").result()))


def sample(client, prompt, count=1, logprobs=False, **params):
    params = {"max_tokens": 12, **params}
    return client.sample(
        prompt=prompt,
        num_samples=count,
        sampling_params=types.SamplingParams(**params),
        **({"include_prompt_logprobs": True} if logprobs else {}),
    )


def arguments(description, model="Qwen/Qwen3-4B-Instruct-2507"):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--url", required=True, help="of the server, http://127.0.0.1:PORT")
    parser.add_argument("--folder", type=Path, required=True, help="that nano-model.ts made")
    parser.add_argument("--model", default=model, help="name under which the server has the model")
    parser.add_argument("--server", choices=["fin-r1", "skyrl"], default="fin-r1")
    parser.add_argument("--only", help="checks whose name holds this")
    return parser


def setting_of(args):
    # A relative folder of the model's name is its tokenizer, where the SDK looks one up by that name.
    os.chdir(args.folder)
    return Setting(args.url, args.model, Path.cwd(), args.server)
