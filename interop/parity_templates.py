"""Compares chat templates: conversations rendered here must be what transformers' apply_chat_template gives, byte for byte.

Usage, from the project's folder: python interop/parity_templates.py --check | --write
The templates (`test/golden/templates/*.jinja`) are our own; they use what those of Qwen2.5, Qwen3, Llama 3 and SmolLM2 use.
Conversations come from a seed, by the same steps in both languages (`test/parity/conversations.ts`).
"""

import base64
import datetime
import json
import struct

import jinja2
from parity import GOLDEN, Checks, ask_typescript, run, write_json
from parity_tokenizers import Numbers, fnv
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast
from transformers.utils import chat_template_utils

FOLDER = GOLDEN / "templates"
PIECES = json.loads((FOLDER / "pieces.json").read_text(encoding="utf-8"))
COUNT = 250
NOW = datetime.datetime(2026, 3, 7, 12, 0)
TOKENS = {"bos_token": "<|begin_of_text|>", "eos_token": "<|eot_id|>"}


class FixedTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


chat_template_utils.datetime = FixedTime


def conversations(seed, count):
    numbers = Numbers(seed)

    def pick(values):
        return values[numbers.below(len(values))]

    def message(first):
        kind = numbers.below(12)
        content = pick(PIECES["texts"])
        if kind < 6 if first else kind == 0:
            return {"role": "system", "content": content}
        if kind < 6:
            return {"role": "user", "content": content}
        if kind < 8:
            return {"role": "tool", "content": content}
        if kind < 10:
            return {"role": "assistant", "content": content}
        if kind == 10:
            return {"role": "assistant", "content": content, "reasoning_content": pick(PIECES["texts"])}
        calls = [
            {"type": "function", "function": {"name": "look_up", "arguments": pick(PIECES["arguments"])}}
            for _ in range(1 + numbers.below(2))
        ]
        return {"role": "assistant", "content": content, "tool_calls": calls}

    for _ in range(count):
        length = 1 + numbers.below(6)
        messages = [message(i == 0) for i in range(length)]
        yield messages, numbers.below(2) == 1


def render(source, seed, count):
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.BPE()), chat_template=source, **TOKENS)
    texts = []
    for messages, prompt in conversations(seed, count):
        try:
            texts.append(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=prompt))
        except jinja2.exceptions.TemplateError as error:
            texts.append(f"!{error}")
    return texts


def case_of(path, seed, count):
    texts = render(path.read_text(encoding="utf-8"), seed, count)
    hashes = base64.b64encode(struct.pack(f"<{count}I", *(fnv(text.encode()) for text in texts))).decode()
    now = int(NOW.timestamp() * 1000)
    case = {"name": path.stem, "seed": seed, "count": count, "specialTokens": TOKENS, "now": now, "hashes": hashes}
    return case, texts


def templates():
    return sorted(FOLDER.glob("*.jinja"))


def check():
    checks = Checks("chat templates against transformers")
    made = [(path, *case_of(path, 900 + number, 4 * COUNT)) for number, path in enumerate(templates())]
    request = [{"source": path.read_text(encoding="utf-8"), "expected": case} for path, case, _ in made]
    for (path, case, texts), ours in zip(made, ask_typescript("parity-templates.ts", {"cases": request}), strict=True):
        raised = sum(text.startswith("!") for text in texts)
        checks.add(f"{path.stem}: of {case['count']} conversations ({raised} refused), those that differ", len(ours), 0)
        for difference in ours[:3]:
            print(f"    ours   {difference['text']!r}\n    theirs {texts[difference['index']]!r}")
    checks.end()


def write():
    write_json(FOLDER / "expected.json", [case_of(path, i + 1, COUNT)[0] for i, path in enumerate(templates())])


if __name__ == "__main__":
    run(check, write)
