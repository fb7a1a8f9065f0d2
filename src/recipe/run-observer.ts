/** What a run tells while it works: the command line shows it, tests ignore it. */

export interface StageProgress {
  /** `data`, `pretrain`, `sft`, …, `evaluate sft`. */
  stage: string;
  done: number;
  /** Undefined where it is not known beforehand. */
  total: number | undefined;
  unit: 'steps' | 'questions' | 'bytes';
  /** Per second, of `rateUnit`. */
  rate: number;
  rateUnit: 'tokens' | 'questions' | 'bytes';
  /** The number to watch, e.g. `loss 1.234`; empty where there is none. */
  metric: string;
  secondsLeft: number | undefined;
}

export interface RunObserver {
  /** A stage begins, or goes on after an interruption. */
  begun(stage: string): void;
  progress(progress: StageProgress): void;
  /** A stage has ended; `summary` says with what. */
  ended(stage: string, summary: string): void;
  /** One sentence about something to be looked at that did not stop the run. */
  warn(message: string): void;
}

export const silentObserver: RunObserver = {
  begun() {},
  progress() {},
  ended() {},
  warn() {},
};
