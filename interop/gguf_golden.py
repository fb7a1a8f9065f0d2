"""Blocks of every GGUF type with the float32 values that the Python package `gguf` gives for them (dequantisation), and values with
the bytes that it makes of them (Q8_0, F16): src/engine/gguf/blocks.golden.json, which `npm test` holds our code against.

    .venv/bin/python interop/gguf_golden.py            writes the file
    .venv/bin/python interop/gguf_golden.py FILE.gguf  reads a file that we wrote: every tensor and the metadata must be readable
"""

import json
import sys
from pathlib import Path

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFReader
from gguf.quants import dequantize, quantize

GOLDEN = Path(__file__).parent.parent / "src" / "engine" / "gguf" / "blocks.golden.json"
TYPES = "F16 BF16 Q4_0 Q4_1 Q5_0 Q5_1 Q8_0 Q2_K Q3_K Q4_K Q5_K Q6_K".split()
# Where the half-precision scales of a block lie: random bytes there would be NaN or infinite now and then.
SCALES = {"Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0], "Q2_K": [80, 82]}
SCALES |= {"Q3_K": [108], "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}


def block(name: str, rng: np.random.Generator) -> np.ndarray:
    values, size = GGML_QUANT_SIZES[GGMLQuantizationType[name]]
    if values == 1:
        numbers = [0.0, -0.0, 1.0, -1.5, 0.1, 6.1e-5, 5.96e-8, 65504.0]
        return quantize(np.array(numbers, dtype=np.float32), GGMLQuantizationType[name]).view(np.uint8)
    raw = rng.integers(0, 256, size, dtype=np.uint8)
    for at in SCALES[name]:
        raw[at : at + 2] = np.array([rng.uniform(-0.01, 0.01)], dtype=np.float16).view(np.uint8)
    return raw


def golden() -> dict:
    rng = np.random.default_rng(7)
    blocks = []
    for name in TYPES:
        raw = block(name, rng)
        kind = GGMLQuantizationType[name]
        data = raw.view(np.float16) if name == "F16" else raw.reshape(1, -1)
        values = np.asarray(dequantize(data, kind), dtype=np.float32)
        blocks.append({"type": name, "bytes": raw.tobytes().hex(), "values": values.tobytes().hex()})
    quantised = []
    for scale in (1.0, 1e-3, 300.0, 0.0):
        values = (rng.standard_normal(32) * scale).astype(np.float32)
        for name in ("Q8_0", "F16"):
            stored = quantize(values, GGMLQuantizationType[name]).tobytes()
            quantised.append({"type": name, "values": values.tobytes().hex(), "bytes": stored.hex()})
    return {"blocks": blocks, "quantised": quantised}


def check(path: str) -> None:
    reader = GGUFReader(path)
    for field in reader.fields.values():
        field.contents()
    for tensor in reader.tensors:
        values = dequantize(tensor.data, tensor.tensor_type)
        assert np.isfinite(values).all(), tensor.name
    print(f"{path}: {len(reader.fields)} fields and {len(reader.tensors)} tensors can be read")


if len(sys.argv) > 1:
    check(sys.argv[1])
else:
    GOLDEN.write_text(json.dumps(golden(), separators=(",", ":")) + "\n")
    print(f"{GOLDEN} written, {GOLDEN.stat().st_size} bytes")
