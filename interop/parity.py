"""What the parity scripts share: where golden files lie, how TypeScript is asked, one line a check, `--check | --write`."""

import argparse
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "test" / "golden"


def write_json(path, value):
    """One line an entry of the outermost list, so that changes can be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in value)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def ask_typescript(script, request):
    """Runs `interop/<script>` with the request on its standard input; its answer is JSON."""
    node = ROOT / "node_modules" / ".bin" / ("node.cmd" if os.name == "nt" else "node")
    command = [str(node), str(ROOT / "interop" / script)]
    answer = subprocess.run(command, cwd=ROOT, input=json.dumps(request), capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with code {answer.returncode}:\n{answer.stderr}")
    return json.loads(answer.stdout)


class Checks:
    """Prints a figure with its limit a line; `end` exits with 1 when one was missed."""

    def __init__(self, title):
        self.missed = 0
        print(title)

    def add(self, what, figure, limit):
        # A figure that is not a number is a miss.
        met = figure <= limit
        self.missed += not met
        print(f"  {'ok  ' if met else 'MISS'} {what}: {figure:.1e} (limit {limit:.0e})", flush=True)

    def end(self):
        sys.exit(1 if self.missed else 0)


def run(check, write):
    """`--check` compares new cases, `--write` makes the golden files anew; one of them has to be given."""
    parser = argparse.ArgumentParser()
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true")
    what.add_argument("--write", action="store_true")
    if parser.parse_args().check:
        check()
    else:
        write()
