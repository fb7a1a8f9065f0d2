"""A short Tinker program, every call of which goes over the wire once: `python record_session.py URL MODEL FILE`. `record.ts` runs it
through a proxy that writes the requests down. FILE gets what the SDK's own decoder made of each protobuf answer, in order.
"""

import json
import sys
from pathlib import Path

from setting import KEY, SDK, adam, flat, made, outputs, policy_data, split

import tinker
from tinker import types
from tinker.lib import api_future_impl

SEEN = []


def watched(decode):
    """Keeps what the SDK's decoder returns."""

    def decoded(proto_bytes, model_cls):
        result = decode(proto_bytes, model_cls)
        SEEN.append(told(result))
        return result

    return decoded


def told(result):
    if isinstance(result, types.ForwardBackwardOutput):
        return {
            "logprobs": [list(one["logprobs"].data) for one in result.loss_fn_outputs],
            "metrics": dict(sorted(result.metrics.items())),
        }
    sequences = [
        {"stop_reason": one.stop_reason, "tokens": list(one.tokens), "logprobs": list(one.logprobs)}
        for one in result.sequences
    ]
    return {"sequences": sequences, "prompt_logprobs": result.prompt_logprobs}


def datum(first, count, chunks=1, weights=True):
    tokens = [(first + 7 * i) % 280 for i in range(count + 1)]
    inputs = {"target_tokens": tokens[1:]}
    if weights:
        inputs["weights"] = [0.0, 0.5] + [1.0] * (count - 2)
    return types.Datum(model_input=split(tokens[:-1], chunks), loss_fn_inputs=inputs)


def session(url, model):
    service = tinker.ServiceClient(base_url=url, api_key=KEY)
    service.get_server_capabilities()
    client = service.create_lora_training_client(
        base_model=model, rank=4, seed=3, user_metadata={"purpose": "recording"}
    )
    client.get_info()
    data = [datum(1, 6), datum(50, 9, chunks=2), datum(100, 4, weights=False)]
    logprobs = outputs(client.forward(data, "cross_entropy").result())
    client.forward_backward(data, "cross_entropy").result()
    client.optim_step(adam(1e-2, grad_clip_norm=1.0)).result()
    batch = policy_data(data, logprobs, [[0.0, *[0.5] * (len(one) - 1)] for one in logprobs])
    client.forward_backward(batch, "importance_sampling").result()
    clip = {"clip_low_threshold": 0.8, "clip_high_threshold": 1.2}
    client.forward_backward(batch, "ppo", loss_fn_config=clip).result()
    client.optim_step(adam(1e-3)).result()

    state = client.save_state(name="000001").result().path
    saved = client.save_weights_for_sampler(name="final").result().path
    prompt = types.ModelInput.from_ints([3, 4, 5, 6])
    moment = client.save_weights_and_get_sampling_client()
    params = types.SamplingParams(max_tokens=5, temperature=1.0, seed=11)
    moment.sample(prompt=prompt, num_samples=2, sampling_params=params, include_prompt_logprobs=True).result()
    moment.compute_logprobs(prompt).result()
    for source in ({"model_path": saved}, {"base_model": model}):
        sampler = made(service.create_sampling_client(**source))
        greedy = types.SamplingParams(max_tokens=4, temperature=0.0, seed=1, stop=[0])
        sampler.sample(prompt=prompt, num_samples=1, sampling_params=greedy).result()

    resumed = made(service.create_training_client_from_state_with_optimizer(state))
    again = flat(outputs(resumed.forward(data, "cross_entropy").result()))
    assert max(abs(a - b) for a, b in zip(again, flat(outputs(client.forward(data, "cross_entropy").result())))) == 0.0

    rest, run = service.create_rest_client(), state.removeprefix("tinker://").split("/")[0]
    rest.get_weights_info_by_tinker_path(state).result()
    rest.get_training_run(run).result()
    rest.list_training_runs().result()
    rest.list_checkpoints(run).result()
    rest.list_user_checkpoints().result()
    rest.set_checkpoint_ttl_from_tinker_path(state, 3600).result()
    rest.delete_checkpoint(run, "sampler_weights/final").result()
    for wrong in ({"target_tokens": [1, 9_999_999], "weights": [1.0, 1.0]}, {"target_tokens": [1, 2]}):
        bad = types.Datum(model_input=types.ModelInput.from_ints([1, 2]), loss_fn_inputs=wrong)
        try:
            client.forward_backward([bad], "cross_entropy" if "weights" in wrong else "importance_sampling").result()
        except Exception as error:
            print(f"refused as it should be: {error}"[:160])
        else:
            raise AssertionError("a bad datum was taken")
    if hasattr(service, "close"):
        service.close("success").result()


if __name__ == "__main__":
    api_future_impl.deserialize_proto_response = watched(api_future_impl.deserialize_proto_response)
    address, name, file = sys.argv[1:]
    session(address, name)
    Path(file).write_text(json.dumps({"sdk": ".".join(map(str, SDK)), "decoded": SEEN}), encoding="utf-8")
