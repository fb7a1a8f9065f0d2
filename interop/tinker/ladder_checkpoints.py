"""Rungs of the ladder: checkpoints saved, listed, loaded, fetched and deleted; samplers of them; what the REST client tells."""

import io
import json
import tarfile
import urllib.request

from checks import Skipped, check, close_to, fails
from setting import SDK, adam, after, made, sample, step


def run_of(path):
    return path.removeprefix("tinker://").split("/")[0]


@check("state saved and loaded: weights alone, and with the optimiser the very next step")
def resume(s):
    data, client = s.data(4), s.train(seed=7)
    for _ in range(2):
        step(client, data)
    path = client.save_state(name="two").result().path
    assert path.startswith("tinker://") and path.endswith("/two"), path
    here = after(client, data)
    plain = s.service.create_training_client_from_state(path)
    close_to(after(plain, data), here, 1e-6, "weights alone")
    whole = s.service.create_training_client_from_state_with_optimizer(path)
    close_to(after(whole, data), here, 1e-6, "with the optimiser")
    for one in (client, whole, plain):
        step(one, data)
    wanted = after(client, data)
    worst = close_to(after(whole, data), wanted, 1e-6, "the next step")
    assert after(plain, data) != wanted, "a fresh optimiser took the old one's step"
    return f"{worst:.2g}"


@check("load_state as the first request of a model; later it is refused at once")
def load_state(s):
    data, client = s.data(2), s.train()
    step(client, data)
    path = client.save_state(name="one").result().path
    other = s.train(seed=9)
    other.load_state(path).result()
    worst = close_to(after(other, data), after(client, data), 1e-6, "loaded")
    message = fails(lambda: other.load_state(path).result(), "not permitted", "first")
    return f"{worst:.2g}; {message[:90]}"


@check("an existing name is refused without overwrite, and written anew with it", departs="it overwrites")
def overwrite(s):
    data, client = s.data(2), s.train()
    path = client.save_state(name="same").result().path
    message = fails(lambda: client.save_state(name="same").result(), "exist", "overwrite")
    step(client, data)
    if SDK >= (0, 26) or "overwrite" in type(client).save_state.__doc__:
        client.save_state(name="same", overwrite=True).result()
        again = s.service.create_training_client_from_state(path)
        close_to(after(again, data), after(client, data), 1e-6, "written anew")
    return message[:90]


@check("weights saved for sampling: a sampler of the path is the sampler of the moment")
def sampler_path(s):
    client = s.train()
    step(client, s.data(4))
    path = client.save_weights_for_sampler(name="final").result().path
    assert path.startswith("tinker://") and path.endswith("/final"), path
    if s.server != "skyrl":
        assert "/sampler_weights/" in path, path
    moment = client.save_weights_and_get_sampling_client()
    for _ in range(2):
        step(client, s.data(4))
    saved = s.service.create_sampling_client(model_path=path)
    found, wanted = (list(sample(one, s.prompt(), seed=5).result().sequences[0].logprobs) for one in (saved, moment))
    return f"{close_to(found, wanted, 1e-5, 'log probabilities'):.2g}"


@check("runs and checkpoints are listed with what they are")
def listed(s):
    client, rest = s.train(user_metadata={"purpose": "ladder"}), s.rest()
    path = client.save_state(name="000001").result().path
    client.save_weights_for_sampler(name="000001").result()
    run = run_of(path)
    found = rest.list_checkpoints(run).result().checkpoints
    kinds = sorted((one.checkpoint_type, one.checkpoint_id.split("/")[-1]) for one in found)
    assert kinds == [("sampler", "000001"), ("training", "000001")], kinds
    told = rest.get_training_run(run).result()
    assert told.base_model == s.model and told.is_lora and told.lora_rank == 8 and not told.corrupted, told
    runs = rest.list_training_runs(limit=1000).result()
    assert run in [one.training_run_id for one in runs.training_runs], "the run is not in the list"
    if s.server == "skyrl":
        return None
    assert sorted(one.checkpoint_id for one in found) == ["sampler_weights/000001", "weights/000001"], found
    assert all(one.tinker_path == f"tinker://{run}/{one.checkpoint_id}" and one.size_bytes > 0 for one in found)
    assert told.user_metadata == {"purpose": "ladder"}, told.user_metadata
    assert told.last_checkpoint.checkpoint_id == "weights/000001", told
    assert rest.get_training_run_by_tinker_path(path).result().training_run_id == run
    assert path in [one.tinker_path for one in rest.list_user_checkpoints(limit=1000).result().checkpoints]
    assert runs.cursor.total_count >= len(runs.training_runs)
    paged = rest.list_training_runs(limit=1, offset=0).result()
    assert len(paged.training_runs) == 1 and paged.cursor.total_count == runs.cursor.total_count, paged.cursor
    return f"{runs.cursor.total_count} runs"


@check("what a checkpoint is, asked by its path")
def weights_info(s):
    path = s.train().save_state(name="info").result().path
    info = s.rest().get_weights_info_by_tinker_path(path).result()
    assert info.base_model == s.model and info.is_lora and info.lora_rank == 8, info
    fails(lambda: s.rest().get_weights_info_by_tinker_path(path + "x").result(), "not found", "no checkpoint", "404", "unknown")


@check("an archive holds an adapter as PEFT writes it", departs="its archive route takes ids without their kind")
def archive(s):
    rest = s.rest()
    if not hasattr(rest, "get_checkpoint_archive_url"):
        raise Skipped("this SDK fetches no archives")
    client = s.train()
    path = client.save_weights_for_sampler(name="final").result().path
    url = rest.get_checkpoint_archive_url(run_of(path), "sampler_weights/final").result().url
    with urllib.request.urlopen(url) as answer:
        packed = answer.read()
    with tarfile.open(fileobj=io.BytesIO(packed)) as folder:
        names = {name.removeprefix("./") for name in folder.getnames()}
        member = next(name for name in folder.getnames() if name.endswith("adapter_config.json"))
        config = json.load(folder.extractfile(member))
    assert {"adapter_config.json", "adapter_model.safetensors"} <= names, names
    assert config["r"] == 8, config
    return f"{len(packed):,} bytes"


@check("a checkpoint deleted is gone; an id without its kind is refused; a time to live is set")
def delete(s):
    client, rest = s.train(), s.rest()
    paths = [client.save_state(name=name).result().path for name in ("a", "b")]
    client.save_weights_for_sampler(name="a").result()
    run = run_of(paths[0])
    names = lambda: sorted(one.tinker_path for one in rest.list_checkpoints(run).result().checkpoints)  # noqa: E731
    before = names()
    assert len(before) == 3, before
    if s.server != "skyrl":
        rest.set_checkpoint_ttl_from_tinker_path(paths[1], 3600).result()
        expires = {one.tinker_path: one.expires_at for one in rest.list_checkpoints(run).result().checkpoints}
        assert expires[paths[1]] is not None and expires[paths[0]] is None, expires
        rest.set_checkpoint_ttl_from_tinker_path(paths[1], None).result()
    rest.delete_checkpoint(run, "weights/a").result()
    assert len(names()) == 2 and paths[0] not in names(), names()
    fails(lambda: rest.delete_checkpoint(run, "b").result(), "400", "kind", "type", "weights/")
    rest.delete_checkpoint(run, "sampler_weights/a").result()
    assert names() == [paths[1]], names()
    fails(lambda: made(s.service.create_training_client_from_state(paths[0])), "not found", "404", "no checkpoint", "unknown")


@check("a session is told of, and ends when its client is closed", departs="it has no sessions to ask for")
def session_end(s):
    import tinker
    from setting import KEY

    service = tinker.ServiceClient(base_url=s.url, api_key=KEY)
    client = service.create_lora_training_client(base_model=s.model, rank=8)
    path = client.save_state(name="kept").result().path
    session = service.holder.get_session_id()
    rest = s.rest()
    told = rest.get_session(session).result()
    assert run_of(path) in told.training_run_ids, told
    assert session in rest.list_sessions(limit=1000).result().sessions
    if hasattr(service, "close"):
        service.close("success", detail="done").result()
        fails(lambda: made(service.create_lora_training_client(base_model=s.model, rank=8)), "session", "closed")
    restored = s.service.create_training_client_from_state(path)
    assert restored.optim_step(adam()).result() is not None
