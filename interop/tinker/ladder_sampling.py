"""Rungs of the ladder: samples, their log probabilities, stops, frozen snapshots."""

import time

from checks import check, close_to
from setting import after, flat, fresh, piece, sample, step
from tinker import types


@check("samples: lengths, seeds, greedy and top-k, each with its own log probabilities")
def samples(s):
    client = s.train().save_weights_and_get_sampling_client()
    one = sample(client, s.prompt(), 3, seed=5).result()
    assert len(one.sequences) == 3 and all(q.stop_reason in ("stop", "length") for q in one.sequences)
    assert all(len(q.tokens) == len(q.logprobs) for q in one.sequences)
    assert all(len(q.tokens) == 12 for q in one.sequences if q.stop_reason == "length")
    tokens = [list(q.tokens) for q in one.sequences]
    assert len({tuple(t) for t in tokens}) > 1, "three samples of one seed are the same"
    again = sample(client, s.prompt(), 3, seed=5).result()
    assert [list(q.tokens) for q in again.sequences] == tokens, "the same seed gave other samples"
    other = sample(client, s.prompt(), 3, seed=6).result()
    assert [list(q.tokens) for q in other.sequences] != tokens, "another seed gave the same samples"
    greedy = [sample(client, s.prompt(), temperature=0.0, seed=seed).result().sequences[0].tokens for seed in (1, 2)]
    first = [sample(client, s.prompt(), top_k=1, seed=seed).result().sequences[0].tokens for seed in (1, 2)]
    assert list(greedy[0]) == list(greedy[1]) == list(first[0]) == list(first[1]), "greedy is not top-1"


@check("sampled log probabilities are those of compute_logprobs and of a forward pass")
def sampled_logprobs(s):
    trainer = s.train()
    step(trainer, s.data(4))
    client, prompt = trainer.save_weights_and_get_sampling_client(), s.prompt()
    sequence = sample(client, prompt, seed=5).result().sequences[0]
    whole = prompt.to_ints() + list(sequence.tokens)
    computed = client.compute_logprobs(types.ModelInput.from_ints(whole)).result()
    if s.server == "skyrl" and len(computed) == len(whole) - 1:
        computed = [None, *computed]
    assert len(computed) == len(whole) and computed[0] is None, f"{len(computed)} values for {len(whole)} tokens"
    datum = types.Datum(
        model_input=types.ModelInput.from_ints(whole[:-1]),
        loss_fn_inputs={"target_tokens": whole[1:], "weights": [1.0] * (len(whole) - 1)},
    )
    forward = after(trainer, [datum])
    by_training = close_to(computed[1:], forward, 1e-4, "computed and forward")
    by_sampling = close_to(list(sequence.logprobs), forward[-len(sequence.tokens) :], 1e-4, "sampled and forward")
    return f"{by_training:.2g}, {by_sampling:.2g}"


@check("prompt log probabilities come when asked for, and only then")
def prompt_logprobs(s):
    client, prompt = s.service.create_sampling_client(base_model=s.model), s.prompt()
    asked = sample(client, prompt, temperature=0.0, logprobs=True).result()
    plain = sample(client, prompt, temperature=0.0).result()
    assert plain.prompt_logprobs is None
    assert all(value is None or value < 0 for value in asked.prompt_logprobs)
    if s.server != "skyrl":
        assert len(asked.prompt_logprobs) == prompt.length and asked.prompt_logprobs[0] is None
    assert list(asked.sequences[0].tokens) == list(plain.sequences[0].tokens)


@check("a stop token, a list of them and a stop string end a sample and stand in it")
def stops(s):
    client, prompt = s.service.create_sampling_client(base_model=s.model), s.prompt()
    drawn = {"max_tokens": 40, "seed": 5}
    free = list(sample(client, prompt, **drawn).result().sequences[0].tokens)
    token = free[fresh(free, 12)]
    stopped = sample(client, prompt, **drawn, stop=[token]).result().sequences[0]
    assert stopped.stop_reason == "stop" and list(stopped.tokens) == free[: free.index(token) + 1]
    string = piece(s.tokenizer.decode(free), 2)
    ended = sample(client, prompt, **drawn, stop=[string]).result().sequences[0]
    told = s.tokenizer.decode(list(ended.tokens))
    assert ended.stop_reason == "stop" and string in told and len(ended.tokens) <= len(free), (string, told)
    assert string not in s.tokenizer.decode(list(ended.tokens)[:-1]), "went on after the stop string"
    if s.server != "skyrl":
        bare = sample(client, prompt, **drawn, stop=string).result().sequences[0]
        assert list(bare.tokens) == list(ended.tokens), "a bare string stops elsewhere"


@check("a sampler is frozen: steps after it change nothing in it", departs="its sampler shares the weights that are trained")
def frozen(s):
    trainer = s.train()
    client = trainer.save_weights_and_get_sampling_client()
    before = sample(client, s.prompt(), 2, seed=5).result()
    for _ in range(3):
        step(trainer, s.data(4), lr=5e-2)
    later = sample(client, s.prompt(), 2, seed=5).result()
    assert [list(q.tokens) for q in later.sequences] == [list(q.tokens) for q in before.sequences]
    found, wanted = (flat(q.logprobs for q in one.sequences) for one in (later, before))
    worst = close_to(found, wanted, 1e-5, "log probabilities")
    fresh = sample(trainer.save_weights_and_get_sampling_client(), s.prompt(), 2, seed=5).result()
    assert flat(q.logprobs for q in fresh.sequences) != found, "a new sampler still has the old weights"
    return f"{worst:.2g}"


@check("a fresh adapter samples as its base model")
def fresh_adapter(s):
    base = s.service.create_sampling_client(base_model=s.model)
    adapter = s.train().save_weights_and_get_sampling_client()
    texts = [list(sample(one, s.prompt(), seed=5).result().sequences[0].logprobs) for one in (base, adapter)]
    return f"{close_to(texts[0], texts[1], 1e-5, 'log probabilities'):.2g}"


@check("100 samples at once")
def many_samples(s):
    client = s.service.create_sampling_client(base_model=s.model)
    start = time.monotonic()
    futures = [sample(client, s.prompt(i), 2, seed=i) for i in range(100)]
    results = [future.result() for future in futures]
    assert all(len(one.sequences) == 2 for one in results)
    tokens = sum(len(q.tokens) for one in results for q in one.sequences)
    return f"{tokens / (time.monotonic() - start):.0f} tokens/s"
