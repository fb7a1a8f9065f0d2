/** Training loops against the Tinker verbs: pretraining, SFT, GRPO. */

export { DivergenceWatch } from './divergence-watch.ts';
export { grpo } from './grpo.ts';
export type { GrpoOptions } from './grpo.ts';
export { timingFields } from './metric-row.ts';
export type { MetricRow } from './metric-row.ts';
export { defaultClips, policyLosses } from './policy-loss.ts';
export type { Clip, PolicyLoss } from './policy-loss.ts';
export { pretrain } from './pretrain.ts';
export type { PretrainOptions } from './pretrain.ts';
export type { Document, NextDocument } from './chunk-stream.ts';
export { referenceFromClient, referenceFromSampler } from './reference-policy.ts';
export type { ReferencePolicy } from './reference-policy.ts';
export { rewardOf } from './reward.ts';
export type { Reward, RewardOptions, Scored, Scorer } from './reward.ts';
export type { RolloutRow, RolloutSampling } from './rollout.ts';
export { learningRateAt } from './schedule.ts';
export type { OptimizerOptions, Schedule } from './schedule.ts';
export { scoreByRule } from './score-by-rule.ts';
export { scoreGrounded } from './score-grounded.ts';
export { sft } from './sft.ts';
export type { SftOptions, SftSample } from './sft.ts';
export type { Progress, StageOptions, StageResult } from './stage.ts';
export type { JsonValue, SavedStage, StageCheckpoint } from './stage-checkpoint.ts';
