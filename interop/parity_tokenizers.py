"""Compares tokenizers and chat templates: token ids, decoded text and rendered conversations must be those of Hugging Face.

Usage, from the project's folder: python interop/parity_tokenizers.py --check | --write [DIR]
The tokenizers are our own, of the forms that Qwen2 and Qwen3, Llama 3, SmolLM2 and GPT-2 have: normaliser, splitting, added tokens,
post-processor. Strings come from a seed, by the same steps in both languages (`test/parity/strings.ts`), so that a golden
file holds only a hash of each answer. `--check` takes other seeds; with a path to a tokenizer.json, that tokenizer.
"""

import argparse
import base64
import json
import pathlib
import random
import struct
import tempfile

from parity import GOLDEN, Checks, ask_typescript
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

FOLDER = GOLDEN / "tokenizers"
PIECES = json.loads((FOLDER / "pieces.json").read_text(encoding="utf-8"))
COUNT = 5000

CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
REST = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN = CONTRACTIONS + r"\p{N}" + REST
LLAMA3 = CONTRACTIONS + r"\p{N}{1,3}" + REST


class Numbers:
    """xorshift32: the same numbers in any language."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        x = self.state
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
        self.state = x
        return x % limit


def strings(seed, count, added):
    """Up to twelve pieces each: fragments, added tokens, single characters from everywhere."""
    numbers = Numbers(seed)
    fragments, ranges = PIECES["fragments"], PIECES["ranges"]

    def piece():
        kind = numbers.below(20)
        if kind < 14:
            return fragments[numbers.below(len(fragments))]
        if kind < 16:
            return added[numbers.below(len(added))]
        low, high = ranges[numbers.below(len(ranges))]
        return chr(low + numbers.below(high - low + 1))

    return ["".join(piece() for _ in range(numbers.below(13))) for _ in range(count)]


def fnv(data):
    """FNV-1a, 32 bits."""
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def hashes(tokenizer, texts):
    """For each string a hash of its ids, and one of what they decode to without and with special tokens."""
    found = []
    for text in texts:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        decoded = [tokenizer.decode(ids, skip_special_tokens=skip) for skip in (True, False)]
        found.append(fnv(struct.pack(f"<{len(ids)}i", *ids)))
        found.append(fnv("\0".join(decoded).encode()))
    return base64.b64encode(struct.pack(f"<{len(found)}I", *found)).decode()


def corpus():
    """Sentences of finance, made from words; they only have to give merges in several scripts."""
    rng = random.Random(7)
    subjects = ["Net revenue", "The gross margin", "Operating income", "公司净利润", "营业收入", "Free cash flow", "毛利率"]
    verbs = ["rose", "fell", "同比增长", "下降", "increased", "decreased", "didn't change", "we're told,"]
    ends = ["in 2023.", "in the quarter", "，较上年", "million\n\n", "billion;", "return x + 1\n    ", "№ 5", "día", "выручка"]
    return [
        f"{rng.choice(subjects)} {rng.choice(verbs)} {rng.randint(1, 9999) / 10}% {rng.choice(ends)} "
        for _ in range(3000)
    ]


def byte_level(use_regex, trim):
    return pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=trim, use_regex=use_regex)


def split(pattern):
    whole = pre_tokenizers.Split(Regex(pattern), behavior="isolated")
    return pre_tokenizers.Sequence([whole, byte_level(False, False)])


def special(*contents):
    return [AddedToken(content, special=True, normalized=False) for content in contents]


def plain(*contents):
    return [AddedToken(content, special=False, normalized=False) for content in contents]


CHATML = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


def form(splitter, added, normalizer=None, ignore_merges=False, post=None):
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=600, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(corpus(), trainer)
    if ignore_merges:
        # Whole words that no merges lead to, as Llama 3's vocabulary has them.
        state = json.loads(tokenizer.to_str())
        for word in ("revenue", "ĠRevenue", "Camel", "100", "âĤ¬", "æĹ¥æľ¬èªŀ"):
            state["model"]["vocab"].setdefault(word, len(state["model"]["vocab"]))
        tokenizer = Tokenizer.from_str(json.dumps(state))
    for token in added:
        (tokenizer.add_special_tokens if token.special else tokenizer.add_tokens)([token])
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False) if post is None else post(tokenizer)
    return tokenizer


def begin_of_text(tokenizer):
    token = "<|begin_of_text|>"
    template = processors.TemplateProcessing(
        single=f"{token} $A",
        pair=f"{token} $A {token} $B",
        special_tokens=[(token, tokenizer.token_to_id(token))],
    )
    return processors.Sequence([processors.ByteLevel(trim_offsets=True), template])


def forms():
    """Names, tokenizers, and the contents of their added tokens."""
    digits = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), byte_level(True, True)])
    flags = [
        *special("<|endoftext|>"),
        AddedToken("<left>", special=False, normalized=False, lstrip=True),
        AddedToken("<right>", special=True, normalized=False, rstrip=True),
        AddedToken("<both>", special=False, normalized=False, lstrip=True, rstrip=True),
        AddedToken("alone", special=False, normalized=False, single_word=True),
        AddedToken("\u1112\u1161\u11ab", special=False, normalized=True),
        AddedToken("净", special=False, normalized=True, lstrip=True, single_word=True),
    ]
    made = {
        "qwen": (split(QWEN), [*special(*CHATML), *plain("<tool_call>", "</tool_call>", "<think>", "</think>")], normalizers.NFC()),
        "llama3": (
            split(LLAMA3),
            special("<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),
            None,
            True,
            begin_of_text,
        ),
        "smollm2": (digits, special(*CHATML, "<repo_name>", "<file_sep>")),
        "gpt2": (byte_level(True, True), [AddedToken("<|endoftext|>", special=True, normalized=True)]),
        "flags": (split(QWEN), flags, normalizers.NFC()),
    }
    for name, parts in made.items():
        yield name, form(*parts), [token.content for token in parts[1]]


def save(folder, tokenizer, added):
    folder.mkdir(parents=True, exist_ok=True)
    state = json.loads(tokenizer.to_str())
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(text + "\n", encoding="utf-8")
    ends = [content for content in added if content in ("<|im_end|>", "<|eot_id|>")] or added
    config = {"eos_token": ends[0], "tokenizer_class": "PreTrainedTokenizerFast"}
    if "<|begin_of_text|>" in added:
        config["bos_token"] = "<|begin_of_text|>"
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def write(directory):
    for number, (name, tokenizer, added) in enumerate(forms()):
        folder = directory / name
        save(folder, tokenizer, added)
        seed = number + 1
        golden = {"seed": seed, "count": COUNT, "added": added, "hashes": hashes(tokenizer, strings(seed, COUNT, added))}
        (folder / "expected.json").write_text(json.dumps(golden, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{name}: {sum(path.stat().st_size for path in folder.iterdir()) / 1000:.0f} kB")


def check(given):
    checks = Checks("tokenizers against Hugging Face's")
    with tempfile.TemporaryDirectory() as name:
        cases = []
        chosen = list(forms())
        if given is not None:
            tokenizer = Tokenizer.from_file(given)
            chosen = [(given, tokenizer, [token.content for token in tokenizer.get_added_tokens_decoder().values()])]
        for number, (form_name, tokenizer, added) in enumerate(chosen):
            folder = pathlib.Path(name) / str(number)
            save(folder, tokenizer, added)
            seed = 1000 + number
            texts = strings(seed, 4 * COUNT, added)
            expected = {"seed": seed, "count": len(texts), "added": added, "hashes": hashes(tokenizer, texts)}
            cases.append((form_name, tokenizer, texts, {"folder": str(folder), "expected": expected}))
        found = ask_typescript("parity-tokenizers.ts", {"cases": [case for *_, case in cases]})
        for (form_name, tokenizer, texts, _), ours in zip(cases, found, strict=True):
            checks.add(f"{form_name}: of {len(texts)} strings, those with other ids", len(ours["ids"]), 0)
            checks.add(f"{form_name}: those with another text when decoded", len(ours["texts"]), 0)
            for difference in ours["examples"]:
                text = texts[difference["index"]]
                theirs = tokenizer.encode(text, add_special_tokens=False).ids
                print(f"    {text!r}\n      ours   {difference['ids']}\n      theirs {theirs}")
    checks.end()


def main():
    parser = argparse.ArgumentParser()
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", nargs="?", const="", metavar="TOKENIZER_JSON")
    what.add_argument("--write", nargs="?", const=str(FOLDER))
    options = parser.parse_args()
    if options.write is None:
        check(options.check or None)
    else:
        write(pathlib.Path(options.write))


if __name__ == "__main__":
    main()
