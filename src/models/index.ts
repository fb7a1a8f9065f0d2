/** Text from a model, named by one string (`fin-r1/models`). */

export { addUsages } from './add-usage.ts';
export type { BatchOptions } from './batch-fetch.ts';
export { chatAsText } from './chat/chat-as-text.ts';
export type {
  CallPiece,
  ChatAnswer,
  ChatEvent,
  ChatModel,
  ChatParams,
  TokenLogprob,
} from './chat/chat-model.ts';
export { isCalling } from './chat/chat-turn.ts';
export type { CallingTurn, ChatTurn, ToolCall, ToolDefinition, ToolUse } from './chat/chat-turn.ts';
export { EventQueue } from './chat/event-queue.ts';
export { mergeEvents } from './chat/merge-events.ts';
export { LazyChat } from './chat/lazy-chat.ts';
export { openChatModel } from './chat/open-chat-model.ts';
export type { OpenChatOptions } from './chat/open-chat-model.ts';
export { splitAnswer, SplitStream } from './chat/split-stream.ts';
export { hasTools } from './chat/tool-plan.ts';
export { estimatePromptTokens, estimateTokens, tokenCeiling } from './estimate-tokens.ts';
export { fromSamplingClient } from './from-sampling-client.ts';
export { cachedModel, isPulled } from './hub/cached-model.ts';
export { isHf, readHfString } from './hub/hf-string.ts';
export { pushModel } from './hub/push-model.ts';
export type { PushModelOptions, PushPlan } from './hub/push-model.ts';
export { pullModel } from './hub/pull-model.ts';
export type { PulledSnapshot as PulledModel, SnapshotEvent as ModelPullEvent } from '../hub/pull-snapshot.ts';
export type { PullModelOptions } from './hub/pull-model.ts';
export { checkGguf, openGguf } from './gguf-model.ts';
export type { GgufOptions } from './gguf-model.ts';
export { infoText, parametersText } from './info/info-text.ts';
export { modelInfo } from './info/model-info.ts';
export type { ModelInfo } from './info/model-info.ts';
export type { MachineMemory } from './memory/machine-memory.ts';
export { machineMemory, memoryText } from './memory/machine-memory.ts';
export { requireSamplingMemory } from './memory/require-sampling-memory.ts';
export { memorySentence, requireMemory } from './memory/require-memory.ts';
export { checkLocalModel } from './local-models.ts';
export type { Limits } from './limits.ts';
export {
  checkModelString,
  isFree,
  isGguf,
  isRemote,
  MODEL_STRINGS,
  readModelString,
} from './model-string.ts';
export type { ModelAddress } from './model-string.ts';
export { openModelPool } from './open-model-pool.ts';
export type { ModelPoolOptions, OpenModelPool, PoolEvent } from './open-model-pool.ts';
export type { ModelPool, StageUsage } from './pool.ts';
export { costOf } from './purse.ts';
export type { Price, StageSpending } from './purse.ts';
export { REASONING_HEADER } from './reasoning-header.ts';
export { requestKey } from './request-key.ts';
export { locateModel, resolveModel } from './resolve-model.ts';
export { runModels, stageModels } from './stage-models.ts';
export type { LocatedModel } from './resolve-model.ts';
export { joinThinking, splitThinking } from './split-thinking.ts';
export type { SplitText } from './split-thinking.ts';
export { toldModel } from './told-model.ts';
export { PromptTooLongError } from './text-model.ts';
export type { Generation, GenerationParams, TextModel } from './text-model.ts';
export type { Agreement, Difference } from './proof/compare-answers.ts';
export { localGreedyModel } from './proof/greedy-model.ts';
export { llamaGreedyModel } from './proof/llama-greedy-model.ts';
export { prove } from './proof/prove.ts';
export type { Proof } from './proof/prove.ts';
export { ANSWER_TOKENS, sourceAnswers } from './proof/source-answers.ts';
export type { SourceAnswer } from './proof/source-answers.ts';
export { differenceText, isNearTie, NEAR_TIE } from './proof/verdict.ts';
export type { ProofRule } from './proof/verdict.ts';
export { llamaIfInstalled } from './start-llama.ts';
export type { LlamaLibrary } from './llama-library.ts';
