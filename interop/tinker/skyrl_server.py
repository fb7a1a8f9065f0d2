"""SkyRL's Tinker server with its JAX back end on the CPU: `python interop/tinker/skyrl_server.py --base-model NAME --port 8200 --folder DIR`.

NAME is a model folder, or a name under which one lies in the working directory (`nano-model.ts`). SkyRL starts its engine by `uv run`,
and imports PEFT for one configuration file and torch for one type. Here the engine is started by this interpreter, and the two are
stood in for: neither uv nor 3 GB of torch are needed. SIGTERM ends both processes.
"""

import argparse
import dataclasses
import importlib.machinery
import json
import os
import runpy
import signal
import sys
import types
from pathlib import Path

ENGINE = "skyrl.tinker.engine"


@dataclasses.dataclass
class LoraConfig:
    """What SkyRL writes beside an adapter's weights."""

    base_model_name_or_path: str
    r: int
    lora_alpha: float
    peft_type: str = "LORA"

    def save_pretrained(self, folder):
        Path(folder, "adapter_config.json").write_text(json.dumps(dataclasses.asdict(self)), encoding="utf-8")


def stand_in(name, **members):
    module = types.ModuleType(name)
    module.__spec__ = importlib.machinery.ModuleSpec(name, loader=None)
    vars(module).update(members)
    sys.modules[name] = module


def serve(args):
    from skyrl.tinker import api
    from skyrl.tinker.config import EngineConfig, config_to_argv

    import uvicorn

    folder = Path(args.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    api._build_uv_run_cmd_engine = lambda _, config: [sys.executable, __file__, ENGINE, *config_to_argv(config)]
    api.app.state.engine_config = EngineConfig(
        base_model=args.base_model,
        backend="jax",
        backend_config={"max_lora_adapters": args.adapters, "max_lora_rank": 32},
        checkpoints_base=folder / "checkpoints",
        database_url=f"sqlite:///{folder / 'tinker.db'}",
    )
    uvicorn.run(api.app, host="127.0.0.1", port=args.port, log_level="warning")


def main():
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    stand_in("torch", Tensor=type("Tensor", (), {}))
    stand_in("peft", LoraConfig=LoraConfig)
    if sys.argv[1:2] == [ENGINE]:
        # The default of SIGTERM, so that the engine goes at once when its parent ends it.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        sys.argv = sys.argv[1:]
        runpy.run_module(ENGINE, run_name="__main__", alter_sys=True)
        return
    parser = argparse.ArgumentParser(description="SkyRL's Tinker server on the CPU")
    parser.add_argument("--base-model", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", required=True, help="for checkpoints and the database")
    parser.add_argument("--adapters", type=int, default=8, help="how many models at once; one place is the base model's")
    serve(parser.parse_args())


if __name__ == "__main__":
    main()
