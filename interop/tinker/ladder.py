"""The acceptance ladder: every call of a Tinker program through the real SDK, against a running server.

`python ladder.py --url http://127.0.0.1:8100 --folder FOLDER` (FOLDER: nano-model.ts). Works with SDK 0.25 and newer; `--server skyrl` leaves
out what SkyRL's JAX back end is known to do otherwise, and says why.
"""

import sys
from importlib import import_module

from checks import run
from setting import arguments, setting_of

for rungs in ["training", "sampling", "checkpoints", "failures"]:
    import_module(f"ladder_{rungs}")

args = arguments(__doc__).parse_args()
sys.exit(run(setting_of(args), args.only))
