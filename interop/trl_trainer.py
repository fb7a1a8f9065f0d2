"""TRL's GRPOTrainer on answers and rewards that are given: nothing is sampled, everything after that is TRL's own code."""

import logging
import warnings

import transformers
from datasets import Dataset

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
transformers.utils.logging.disable_progress_bar()

from trl import GRPOConfig, GRPOTrainer  # noqa: E402

# The paper's KL term, and no term where a case does not ask for one.
PAPER = {"loss_type": "grpo", "epsilon": 0.2, "beta": 0.0, "use_bias_correction_kl": False}


def trainer_of(model, tokenizer, folder, answers, rewards, group, settings, parts=1):
    """`answers`: token ids of prompt and completion, group by group; `parts`: micro-batches of the update."""
    rows = [{"prompt": "given"}] * len(answers)
    arguments = GRPOConfig(
        output_dir=str(folder),
        report_to=[],
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
        num_generations=group,
        per_device_train_batch_size=len(answers) // parts,
        gradient_accumulation_steps=parts,
        **{**PAPER, **settings},
    )
    columns = {"prompt_ids": [prompt for prompt, _ in answers], "completion_ids": [answer for _, answer in answers]}
    trainer = GRPOTrainer(
        model=model,
        reward_funcs=lambda completions, **_: rewards,
        args=arguments,
        train_dataset=Dataset.from_list(rows),
        processing_class=tokenizer,
        rollout_func=lambda *_: {**columns, "logprobs": None},
    )
    trainer.current_gradient_accumulation_steps = parts
    trainer.model.train()
    return trainer, trainer._generate_and_score_completions(rows)
