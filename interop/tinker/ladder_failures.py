"""Rungs of the ladder: what is refused and how soon, posts that come twice, models that are unloaded."""

import asyncio

from checks import Skipped, check, close_to, fails
from setting import KEY, SDK, adam, after, flat, made, outputs, step
from tinker import types

OTHERWISE = "it takes some of these, and answers others otherwise"


def forward(client, datum, loss_fn="cross_entropy", **config):
    return client.forward_backward([datum], loss_fn, **config).result()


def datum(tokens, **inputs):
    return types.Datum(model_input=types.ModelInput.from_ints(tokens), loss_fn_inputs=inputs)


@check("bad requests fail soon, say why, and leave the model as it was", departs=OTHERWISE)
def bad_requests(s):
    client, good = s.train(seed=7), s.data(2)
    told = []

    def refused(action, *needles):
        told.append(fails(action, *needles))

    ones = [1.0, 1.0]
    refused(lambda: forward(client, datum([1, 2], target_tokens=[2, 10_000_000], weights=ones)), "vocabulary", "token")
    refused(lambda: forward(client, datum([1, 2], target_tokens=[2], weights=[1.0])), "length", "shape", "target_tokens")
    refused(lambda: forward(client, datum([1, 2], target_tokens=[2, 3]), "importance_sampling"), "logprobs", "advantages")
    refused(lambda: forward(client, datum([1, 2], target_tokens=[2, 3], weights=ones), "no_such_loss"), "loss")
    refused(lambda: forward(client, datum([1] * 5000, target_tokens=[1] * 5000, weights=[1.0] * 5000)), "context", "5000", "4999", "long")
    unknown = {"loss_fn_config": {"no_such_key": 1.0}}
    inputs = {"target_tokens": [2, 3], "logprobs": [-1.0, -1.0], "advantages": ones}
    refused(lambda: forward(client, datum([1, 2], **inputs), "ppo", **unknown), "no_such_key", "config")
    refused(lambda: made(s.service.create_lora_training_client(base_model="org/none", rank=8)), "org/none", "unknown")
    plain = s.train(seed=7)
    close_to(after(client, good), after(plain, good), 0.0, "the model after all refusals")
    try:
        client.optim_step(adam()).result()
    except Exception as error:
        # Others make the step without the batch that failed.
        assert "failed" in str(error), error
    close_to(after(client, good), after(plain, good), 0.0, "the model after a step on nothing")
    for one in (client, plain):
        step(one, good)
    assert after(client, good) != after(s.train(seed=7), good), "no step is made any more"
    for message in told:
        print("   ", message.replace("\n", " ")[:150])



@check("bad samples fail soon and say why", departs=OTHERWISE)
def bad_samples(s):
    client = s.service.create_sampling_client(base_model=s.model)

    def ask(prompt=None, **params):
        params = types.SamplingParams(**{"max_tokens": 4, **params})
        return client.sample(prompt=prompt or s.prompt(), num_samples=1, sampling_params=params).result()

    told = [
        fails(lambda: ask(types.ModelInput.from_ints([10_000_000])), "vocabulary", "token"),
        fails(lambda: ask(types.ModelInput.from_ints([1] * 1024)), "context", "1024"),
        fails(lambda: ask(max_tokens=100_000), "context", "max_tokens"),
        fails(lambda: ask(types.ModelInput.from_ints([])), "empty", "token", "prompt"),
        fails(lambda: made(s.service.create_sampling_client(base_model="org/none")), "org/none", "unknown"),
    ]
    for message in told:
        print("   ", message.replace("\n", " ")[:150])


def low_level(s):
    from tinker._client import AsyncTinker

    return AsyncTinker(api_key=KEY, base_url=s.url, max_retries=0)


@check("a post that comes twice is done once; its number with another body is refused with 409")
def posted_twice(s):
    data = s.data(2)
    once, twice = s.train(seed=7), s.train(seed=7)
    for one in (once, twice):
        one.forward_backward(data, "cross_entropy").result()

    def body(batch):
        inputs = types.ForwardBackwardInput(data=batch, loss_fn="cross_entropy")
        return types.ForwardBackwardRequest(forward_backward_input=inputs, model_id=twice.model_id, seq_id=1)

    async def post():
        async with low_level(s) as client:
            ids = [(await client.training.forward_backward(request=body(data))).request_id for _ in range(3)]
            assert len(set(ids)) == 1, ids
            try:
                await client.training.forward_backward(request=body(data[:1]))
            except Exception as error:
                assert getattr(error, "status_code", None) == 409, error
            else:
                raise AssertionError("another body under a used number was taken")

    asyncio.run(post())
    for one in (once, twice):
        one.optim_step(adam()).result()
    found, wanted = (flat(outputs(one.forward(data, "cross_entropy").result())) for one in (twice, once))
    return f"{close_to(found, wanted, 0.0, 'after the step'):.2g}"


@check("an unloaded model is refused")
def unload(s):
    if SDK > (0, 30):
        raise Skipped("this SDK unloads no models")
    trainer = s.train()

    async def post():
        async with low_level(s) as client:
            future = await client.models.unload(request=types.UnloadModelRequest(model_id=trainer.model_id))
            while True:
                answer = await client.futures.with_raw_response.retrieve(
                    request=types.FutureRetrieveRequest(request_id=future.request_id)
                )
                body = await answer.json()
                if body.get("type") != "try_again":
                    return body
                await asyncio.sleep(0.1)

    told = asyncio.run(post())
    assert told["type"] == "unload_model" and told["model_id"] == trainer.model_id, told
    fails(lambda: trainer.forward(s.data(1), "cross_entropy").result(), "unload", "not found", "not loaded", "unknown", "404")
