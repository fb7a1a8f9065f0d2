/**
 * StageCheckpoint: where a training loop keeps its place. The caller decides how (a run folder's `checkpoints.jsonl`).
 */

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

export interface SavedStage {
  /** Finished steps. */
  step: number;
  /** What `TrainingClient.saveWeights` gave: weights and optimiser state. */
  path: string;
  /** The loop's own place (data position, watch); opaque to the caller. */
  state: JsonValue;
}

/**
 * `load` gives the last checkpoint saved, or null. Rows of `metrics.jsonl` and rollouts with a greater step come
 * from the part of a killed run that is about to be repeated: the caller drops them when it loads.
 * `save` must be atomic: it is called after the weights are on disk.
 */
export interface StageCheckpoint {
  load(): Promise<SavedStage | null>;
  save(step: number, path: string, state: JsonValue): Promise<void>;
}
