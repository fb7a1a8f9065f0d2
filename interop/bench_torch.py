"""PyTorch on the CPU as the peer of `npm run bench -- train`: the same decoder, batch and threads.

A decoder in the Qwen2 family's form (RMSNorm, RoPE, grouped-query attention, SwiGLU, tied embeddings) with random
weights; one step is forward, cross-entropy at all positions, backward; then fused AdamW. PyTorch gets its fast paths:
`scaled_dot_product_attention`, `rms_norm`, fused AdamW.

Usage: bench_torch.py '{"hidden":256,"layers":6,"heads":8,"kv_heads":4,"feed_forward":768,"vocab":512,"batch":16,
"length":128}'. Optional keys: "threads" (2), "qkv_bias" (false). Makes a step for every line of the standard input and prints
its times (`bench_steps.py`).
"""

import json
import sys

import torch
import torch.nn.functional as F
from torch import nn

from bench_steps import answer_steps


def rotate(x, cos, sin):
    first, second = x.chunk(2, dim=-1)
    return torch.cat((first * cos - second * sin, second * cos + first * sin), dim=-1)


class Attention(nn.Module):
    def __init__(self, case):
        super().__init__()
        self.heads, self.kv_heads = case["heads"], case["kv_heads"]
        self.head_dim = case["hidden"] // self.heads
        bias = case.get("qkv_bias", False)
        self.q_proj = nn.Linear(case["hidden"], self.heads * self.head_dim, bias=bias)
        self.k_proj = nn.Linear(case["hidden"], self.kv_heads * self.head_dim, bias=bias)
        self.v_proj = nn.Linear(case["hidden"], self.kv_heads * self.head_dim, bias=bias)
        self.o_proj = nn.Linear(self.heads * self.head_dim, case["hidden"], bias=False)

    def forward(self, x, cos, sin):
        batch, length, _ = x.shape
        q = self.q_proj(x).view(batch, length, self.heads, self.head_dim).transpose(1, 2)
        k = self.k_proj(x).view(batch, length, self.kv_heads, self.head_dim).transpose(1, 2)
        v = self.v_proj(x).view(batch, length, self.kv_heads, self.head_dim).transpose(1, 2)
        out = F.scaled_dot_product_attention(
            rotate(q, cos, sin), rotate(k, cos, sin), v, is_causal=True, enable_gqa=True
        )
        return self.o_proj(out.transpose(1, 2).reshape(batch, length, -1))


class Layer(nn.Module):
    def __init__(self, case):
        super().__init__()
        hidden, feed_forward = case["hidden"], case["feed_forward"]
        self.attention = Attention(case)
        self.gate_proj = nn.Linear(hidden, feed_forward, bias=False)
        self.up_proj = nn.Linear(hidden, feed_forward, bias=False)
        self.down_proj = nn.Linear(feed_forward, hidden, bias=False)
        self.attention_norm = nn.RMSNorm(hidden, eps=1e-6)
        self.feed_forward_norm = nn.RMSNorm(hidden, eps=1e-6)

    def forward(self, x, cos, sin):
        x = x + self.attention(self.attention_norm(x), cos, sin)
        y = self.feed_forward_norm(x)
        return x + self.down_proj(F.silu(self.gate_proj(y)) * self.up_proj(y))


class Decoder(nn.Module):
    def __init__(self, case):
        super().__init__()
        self.embedding = nn.Embedding(case["vocab"], case["hidden"])
        nn.init.normal_(self.embedding.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(case) for _ in range(case["layers"]))
        self.norm = nn.RMSNorm(case["hidden"], eps=1e-6)
        half = case["hidden"] // case["heads"] // 2
        angles = torch.outer(torch.arange(case["length"]), 10000.0 ** (-torch.arange(half) / half))
        self.register_buffer("cos", angles.cos())
        self.register_buffer("sin", angles.sin())

    def forward(self, tokens):
        x = self.embedding(tokens)
        for layer in self.layers:
            x = layer(x, self.cos, self.sin)
        return F.linear(self.norm(x), self.embedding.weight)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    case = json.loads(sys.argv[1])
    torch.manual_seed(0)
    torch.set_num_threads(case.get("threads", 2))

    model = Decoder(case)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)
    tokens = torch.randint(case["vocab"], (case["batch"], case["length"] + 1))
    inputs, targets = tokens[:, :-1], tokens[:, 1:].reshape(-1)

    def forward_backward():
        F.cross_entropy(model(inputs).view(-1, case["vocab"]), targets).backward()

    def update():
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    answer_steps(forward_backward, update)


if __name__ == "__main__":
    main()
