/** Language models: decoder, optimiser, sampler, tokenizer, checkpoints; the Tinker verbs in this process. */

export type { AnswerForm } from './constrain/answer-form.ts';
export type { CallForm } from './constrain/calls.ts';
export { followsSchema } from './constrain/follows-schema.ts';
export { schemaReader } from './constrain/json-schema.ts';
export { loosenedSchema } from './constrain/loosened-schema.ts';
export { adapterFacts } from './facts/adapter-facts.ts';
export { folderFacts } from './facts/folder-facts.ts';
export { ggufFacts, ggufShape } from './facts/gguf-facts.ts';
export type { GgufFacts } from './facts/gguf-facts.ts';
export { requireWholeWeights } from './facts/whole-weights.ts';
export { licenceOf, licenceOfCard } from './facts/licence.ts';
export type { ModelFacts, ModelShapeInfo } from './facts/model-facts.ts';
export { copyModelFolder } from './files/copy-model-folder.ts';
export { copyTokenizer } from './files/tokenizer-files.ts';
export { initialWeights, writeInitialModel } from './initialise.ts';
export { mergeAdapter } from './adapter/merge.ts';
export type { Adapter } from './adapter/merge.ts';
export { adapterParameterCount, loraShape, requireFittingRank } from './adapter/lora.ts';
export type { LoraShape } from './adapter/lora.ts';
export { baseFolderOf, baseNameOf, fillAdapterFolder, readAdapterFolder } from './adapter/adapter-folder.ts';
export { isAdapterFolder, nameBase } from './adapter/peft-config.ts';
export { readGenerationConfig } from './files/generation-config.ts';
export type { GenerationConfig } from './files/generation-config.ts';
export { architectures, architectureTraits, readModelConfig } from './files/model-config.ts';
export type { Architecture, ModelConfig } from './files/model-config.ts';
export type { RopeScaling } from './files/rope-scaling.ts';
export {
  readFolderConfig,
  readModelFolder,
  tokenizerFolderOf,
  writeModelFolder,
} from './files/model-folder.ts';
export type { ModelFolder } from './files/model-folder.ts';
export { parameterCount, weightSpecs } from './files/weight-names.ts';
export { discardPartial, writeFolderAtomically } from './files/write-atomic.ts';
export { needOf, samplingNeed } from './memory/memory-need.ts';
export type { MemoryNeed, SamplingLoad } from './memory/memory-need.ts';
export { trainingNeed } from './memory/training-need.ts';
export type { TrainingLoad } from './memory/training-need.ts';
export { readJson } from './files/read-json.ts';
export { modelConfigOf } from './gguf/architecture.ts';
export { exportGguf } from './gguf/export-gguf.ts';
export type { ExportedGguf, GgufType } from './gguf/export-gguf.ts';
export { StreamSampler } from './streams/stream-sampler.ts';
export type { StreamSamplerOptions } from './streams/stream-sampler.ts';
export type { StreamedToken } from './streams/stream-request.ts';
export { GgufFile } from './gguf/gguf-file.ts';
export { importGguf } from './gguf/import-gguf.ts';
export type { ImportedGguf } from './gguf/import-gguf.ts';
export { resolveLossConfig } from './decoder/losses.ts';
export { requireAdamParams } from './optimiser/adam-params.ts';
export { LoadedBases } from './local/loaded-bases.ts';
export { readDatum } from './local/micro-batch.ts';
export { createLocalService } from './local/service.ts';
export type { LocalService, LocalServiceOptions } from './local/service.ts';
export { LocalTrainingClient } from './local/training-client.ts';
export { LocalSamplingClient } from './sampler/sampling-client.ts';
export { ChatTemplate } from './tokenizer/chat-template.ts';
export type { TemplateMessage } from './tokenizer/chat-template.ts';
export { HfTokenizer } from './tokenizer/tokenizer.ts';
export { smallestVocabSize, trainBpe } from './tokenizer/train-bpe.ts';
export { writeTokenizer } from './tokenizer/write-tokenizer.ts';
export { fillAdapterExport } from './export/export-adapter.ts';
export type { NamedBase } from './export/export-adapter.ts';
export { fillSafetensorsExport } from './export/export-safetensors.ts';
export { weightTypes } from './export/narrow.ts';
export type { WeightType } from './export/narrow.ts';
export { differingWeights, readAdapterOver, samplerOver } from './export/open-weights.ts';
