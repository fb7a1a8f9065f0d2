"""Checks that transformers reads a model folder's tokenizer as fin-r1 does: ids, decoded text and chat template.

Usage, from the project's folder: python interop/check_tokenizer.py MODEL_FOLDER [STRINGS=5000]
Prints the number of differences and the first few; ends with 1 when there are any.
"""

import json
import os
import random
import subprocess
import sys
import unicodedata

from transformers import AutoTokenizer

# fmt: off
FRAGMENTS = [
    "net revenue", " Revenue", "2023", " 1,234.5", "$", "%", "(12.3)", "净利润", "同比增长", "。", "😀", "👩‍💻", "é", "e\u0301", "'s", "'S", "don't",
    " ", "  ", "\n", "\r\n", "\n\n", "\t", "\u3000", "\u00a0", "\u0085", "\ufeff", "|", "---", "½", "²", "٣", "한국어", "Привет", "𠀀",
    "<think>", "</think>", "<answer>", "</answer>", "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|im_",
]
# fmt: on

CHAT = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "税率?\n"},
    {"role": "assistant", "content": "<think>\n3\n</think>"},
]

OURS = """
import { HfTokenizer } from './src/engine/tokenizer/tokenizer.ts';
import { json } from 'node:stream/consumers';
const { folder, texts, chat } = await json(process.stdin);
const tokenizer = await HfTokenizer.load(folder);
const rows = texts.map((text) => {
  const ids = [...tokenizer.encode(text)];
  return { ids, plain: tokenizer.decode(ids), kept: tokenizer.decode(ids, { keepSpecial: true }) };
});
console.log(JSON.stringify({ rows, chat: tokenizer.renderChat(chat, { addGenerationPrompt: true }) }));
"""


def random_character(rng):
    # Only characters that Python's (older) Unicode tables know: newer ones are classed differently by each library.
    while True:
        character = chr(rng.randrange(1, 0x20000))
        if unicodedata.category(character) not in ("Cn", "Cs", "Co"):
            return character


def random_text(rng):
    return "".join(
        rng.choice(FRAGMENTS) if rng.random() < 0.85 else random_character(rng) for _ in range(rng.randrange(13))
    )


def main():
    folder = os.path.abspath(sys.argv[1])
    rng = random.Random(5)
    texts = [random_text(rng) for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 5000)]
    project = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    request = json.dumps({"folder": folder, "texts": texts, "chat": CHAT})
    command = ["node", "--input-type=module", "--eval", OURS]
    answer = subprocess.run(command, cwd=project, input=request, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        sys.exit(answer.stderr)
    ours = json.loads(answer.stdout)

    theirs = AutoTokenizer.from_pretrained(folder)
    differences = []
    for text, row in zip(texts, ours["rows"], strict=True):
        ids = theirs.encode(text, add_special_tokens=False)
        expected = {"ids": ids, "plain": theirs.decode(ids, skip_special_tokens=True), "kept": theirs.decode(ids)}
        if row != expected:
            differences.append((text, row, expected))
    chat = theirs.apply_chat_template(CHAT, tokenize=False, add_generation_prompt=True)
    if chat != ours["chat"]:
        differences.append((CHAT, ours["chat"], chat))

    print(f"{len(texts)} strings and a chat: {len(differences)} differences")
    for given, mine, other in differences[:5]:
        print(f"  {given!r}\n    fin-r1        {mine}\n    transformers  {other}")
    sys.exit(1 if differences else 0)


main()
