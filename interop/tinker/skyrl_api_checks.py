"""What SkyRL's black-box tests of its API ask of a server (tests/tinker/test_api.py of NovaSky-AI/SkyRL), asked of any server: each check names
the test it follows. Left out are those of SkyRL's own processes (stale sessions in its log, how it starts its engine), and what it writes
where on the disk. `elementwise_loss` is SkyRL's own output: where it is missing, the weighted log probabilities stand for it.
"""

import asyncio
import sys
import tempfile
import urllib.request

import ladder_failures
from checks import check, close_to, fails, run
from setting import SDK, adam, arguments, fresh, made, outputs, piece, setting_of
from tinker import types

PROMPT = "Hello, how are you doing today? "


def datum(s, prompt, completion, weights=(0.0, 1.0)):
    asked, told = s.encode(prompt), s.encode(f"{completion}\n\n")
    tokens = asked + told
    inputs = {"target_tokens": [*tokens[1:], s.tokenizer.eos_token_id]}
    if weights is not None:
        inputs["weights"] = [weights[0]] * (len(asked) - 1) + [weights[1]] * (len(told) + 1)
    return types.Datum(model_input=types.ModelInput.from_ints(tokens), loss_fn_inputs=inputs)


def examples(s):
    return [
        datum(s, "Question: What is 2+2?\nAnswer:", " 4", (0.0, 0.0)),
        datum(s, "Question: What color is the sky?\nAnswer:", " Blue"),
        datum(s, "Question: What is 3+3?\nAnswer:", " 6", None),
    ]


def losses(batch, result):
    """The loss of every token, SkyRL's own or worked out."""
    for one, logged in zip(batch, result.loss_fn_outputs):
        if "elementwise_loss" in logged:
            yield list(logged["elementwise_loss"].data)
            continue
        given = one.loss_fn_inputs.get("weights")
        weights = list(given.data) if given is not None else [1.0] * len(logged["logprobs"].data)
        yield [-w * lp for w, lp in zip(weights, logged["logprobs"].data)]


def prompt(s):
    return types.ModelInput.from_ints(s.encode(PROMPT))


def sample(client, s, count=1, logprobs=False, **params):
    params = types.SamplingParams(**{"temperature": 0.0, "max_tokens": 10, "seed": 42, **params})
    asked = {"include_prompt_logprobs": True} if logprobs else {}
    return client.sample(prompt=prompt(s), num_samples=count, sampling_params=params, **asked)


@check("test_capabilities")
def capabilities(s):
    assert s.model in [one.model_name for one in s.service.get_server_capabilities().supported_models]


@check("test_training_workflow: a step, its losses, the state loaded again")
def training_workflow(s):
    client, batch = s.train(rank=32), examples(s)
    path = client.save_state(name="0000").result().path
    client.save_weights_for_sampler(name="0000").result()
    forward = client.forward_backward(batch, "cross_entropy")
    step = client.optim_step(adam(1e-4))
    result = forward.result()
    assert step.result() is not None and len(result.loss_fn_outputs) == 3
    zero, some, every = losses(batch, result)
    assert all(value == 0.0 for value in zero), "weights of zero have losses"
    assert any(value != 0.0 for value in some) and all(value != 0.0 for value in every), "losses are missing"

    restored = made(s.service.create_training_client_from_state(path))
    again = restored.forward_backward(batch, "cross_entropy").result()
    assert outputs(again) == outputs(result), "the restored model has other losses"
    message = fails(lambda: restored.load_state(path).result(), "not permitted")

    def custom(data, logprobs):
        given = [one.loss_fn_inputs.get("weights") for one in data]
        return -sum((lp * (w.to_torch() if w else 1.0)).sum() for lp, w in zip(logprobs, given)), {}

    by_hand = made(s.service.create_training_client_from_state(path)).forward_backward_custom(batch, custom).result()
    assert outputs(by_hand) == outputs(result), "the custom loss sees other log probabilities"
    return message[:80]


@check("test_training_workflow: archive, checkpoints and runs")
def lists(s):
    client, rest = s.train(rank=32), s.rest()
    run = client.save_state(name="0000").result().path.removeprefix("tinker://").split("/")[0]
    sampler = client.save_weights_for_sampler(name="final").result().path
    if hasattr(rest, "get_checkpoint_archive_url"):
        checkpoint = sampler.removeprefix(f"tinker://{run}/")
        url = rest.get_checkpoint_archive_url(run, checkpoint).result().url
        with tempfile.NamedTemporaryFile() as file:
            urllib.request.urlretrieve(url, file.name)
            assert file.read(), "the archive is empty"
    ids = [one.checkpoint_id.split("/")[-1] for one in rest.list_checkpoints(run).result().checkpoints]
    assert "0000" in ids, ids
    runs = rest.list_training_runs(limit=1000).result()
    assert runs.cursor.total_count == len(runs.training_runs), runs.cursor
    told = next(one for one in runs.training_runs if one.training_run_id == run)
    assert (told.base_model, told.is_lora, told.lora_rank, told.corrupted) == (s.model, True, 32, False), told


@check("test_delete_checkpoint: by kind; a bare id is refused with 400")
def delete_checkpoint(s):
    client, rest = s.train(rank=32), s.rest()
    for name in ["ckpt0", "ckpt1", "ckpt2", "ckpt3"]:
        run = client.save_state(name=name).result().path.removeprefix("tinker://").split("/")[0]
    client.save_weights_for_sampler(name="sampler0").result()

    def listed():
        return {one.checkpoint_id.split("/")[-1]: one for one in rest.list_checkpoints(run).result().checkpoints}

    before = listed()
    assert set(before) == {"ckpt0", "ckpt1", "ckpt2", "ckpt3", "sampler0"}, before
    for name in ["ckpt1", "ckpt3", "sampler0"]:
        rest.delete_checkpoint_from_tinker_path(before[name].tinker_path).result()
    assert set(listed()) == {"ckpt0", "ckpt2"}
    try:
        rest.delete_checkpoint(run, "ckpt0").result()
    except Exception as error:
        assert getattr(error, "status_code", None) == 400, error
    else:
        raise AssertionError("a bare id was taken")
    assert set(listed()) == {"ckpt0", "ckpt2"}


def sampling(s, client):
    assert client.get_tokenizer().encode("hello") == s.tokenizer.encode("hello")
    asked = [(1, 20), (2, 10)]
    futures = [sample(client, s, count, max_tokens=tokens) for count, tokens in asked]
    for (count, tokens), future in zip(asked, futures):
        result = future.result()
        assert len(result.sequences) == count and len(result.sequences[0].tokens) == tokens
    free = list(sample(client, s, max_tokens=50).result().sequences[0].tokens)
    # The test takes the fifth; a random model may have said it before.
    place = fresh(free, 4)
    stopped = sample(client, s, max_tokens=50, stop=[free[place]]).result().sequences[0]
    assert (list(stopped.tokens), stopped.stop_reason) == (free[: place + 1], "stop"), list(stopped.tokens)


@check("test_sample[base_model]")
def sample_base(s):
    sampling(s, s.service.create_sampling_client(base_model=s.model))


@check("test_sample[lora_model]")
def sample_adapter(s):
    sampling(s, s.train(rank=32).save_weights_and_get_sampling_client())


@check("test_sample_top_k: one is greedy, none varies with the seed")
def sample_top_k(s):
    client = s.service.create_sampling_client(base_model=s.model)

    def drawn(top_k):
        runs = [sample(client, s, temperature=1.0, max_tokens=5, seed=42 + i, top_k=top_k) for i in range(3)]
        return [list(one.result().sequences[0].tokens) for one in runs]

    one, every = drawn(1), drawn(-1)
    assert all(tokens == one[0] for tokens in one) and any(tokens != every[0] for tokens in every), (one, every)


@check("test_sample_prompt_logprobs: when asked for, and only then")
def sample_prompt_logprobs(s):
    client = s.service.create_sampling_client(base_model=s.model)
    asked, plain = (sample(client, s, logprobs=flag, max_tokens=4).result() for flag in (True, False))
    assert all(value is None or isinstance(value, float) for value in asked.prompt_logprobs)
    assert asked.topk_prompt_logprobs is None and plain.prompt_logprobs is None
    params = types.SamplingParams(temperature=0.0, max_tokens=4)
    topk = {"include_prompt_logprobs": True, "topk_prompt_logprobs": 4}
    # SkyRL's JAX back end must refuse them aloud; who has them must give them.
    try:
        result = client.sample(prompt=prompt(s), num_samples=1, sampling_params=params, **topk).result()
    except Exception as error:
        assert "topk_prompt_logprobs" in str(error), error
        return "top-k is refused"
    tokens, cells = prompt(s).to_ints(), result.topk_prompt_logprobs
    assert len(cells) == len(tokens) and cells[0] is None and all(len(one) == 4 for one in cells[1:]), cells
    ranked = [[lp for _, lp in one] for one in cells[1:]]
    assert all(one == sorted(one, reverse=True) for one in ranked)
    known = [(dict(one)[token], lp) for one, token, lp in zip(cells[1:], tokens[1:], result.prompt_logprobs[1:]) if token in dict(one)]
    close_to([a for a, _ in known], [b for _, b in known], 1e-5, "top-k and prompt log probabilities")
    return f"top-k is given; {len(known)} of the prompt's tokens are among them"


@check("test_sample_with_stop_strings")
def sample_stop_strings(s):
    client = s.service.create_sampling_client(base_model=s.model)
    free = sample(client, s, max_tokens=50).result().sequences[0].tokens
    stop = piece(s.tokenizer.decode(list(free)), 2)
    ended = sample(client, s, max_tokens=50, stop=[stop]).result().sequences[0]
    assert ended.stop_reason == "stop" and len(ended.tokens) <= len(free)
    assert stop in s.tokenizer.decode(list(ended.tokens))


@check("test_sample_num_samples_diversity: several of one seed differ, and come again")
def sample_diversity(s):
    client = s.service.create_sampling_client(base_model=s.model)
    seen = [
        [tuple(one.tokens) for one in sample(client, s, 3, temperature=1.0, seed=seed).result().sequences]
        for seed in (42, 42, 999)
    ]
    assert len(seen[0]) == 3 and len(set(seen[0])) > 1 and seen[0] == seen[1] != seen[2], seen


@check("test_unload_model")
def unload_model(s):
    if SDK < (0, 30):
        ladder_failures.unload(s)
        return
    # Newer SDKs cannot ask for it: its request, as older ones send it.
    client = s.train()
    body = {"model_id": client.model_id, "type": "unload_model"}

    async def post():
        async with ladder_failures.low_level(s) as low:
            return await low.post("/api/v1/unload_model", body=body, cast_to=types.UntypedAPIFuture)

    asyncio.run(post())
    fails(lambda: client.forward(s.data(1), "cross_entropy").result(), "unload", "not found", "unknown", "404")


if __name__ == "__main__":
    args = arguments(__doc__).parse_args()
    # The ladder's checks came with its functions.
    import checks

    checks.ALL[:] = [entry for entry in checks.ALL if entry[2].__module__ == "__main__"]
    sys.exit(run(setting_of(args), args.only))
