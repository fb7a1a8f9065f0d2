/** What a run tells while it works: the command line shows it, tests ignore it. */

export interface StageProgress {
  /** `data`, `pretrain`, `sft`, …, `evaluate sft`. */
  stage: string;
  done: number;
  /** Undefined where it is not known beforehand. */
  total: number | undefined;
  unit: 'steps' | 'questions' | 'verdicts' | 'texts' | 'rows' | 'bytes';
  /** Per second, of `rateUnit`. */
  rate: number;
  rateUnit: 'tokens' | 'questions' | 'verdicts' | 'texts' | 'rows' | 'bytes';
  /** The number to watch, e.g. `loss 1.234`; empty where there is none. */
  metric: string;
  secondsLeft: number | undefined;
}

export interface RequestState {
  model: string;
  requestsPerSecond: number;
  inFlight: number;
  /** US dollars, earlier starts of the run included. */
  spent: number;
}

export interface RunObserver {
  /** A stage begins, or goes on after an interruption. */
  begun(stage: string): void;
  progress(progress: StageProgress): void;
  /** How fast models behind an API answer, and what they have cost so far. */
  requests(state: RequestState): void;
  /** A stage has ended; `summary` says with what. */
  ended(stage: string, summary: string): void;
  /** One sentence about something to be looked at that did not stop the run. */
  warn(message: string): void;
}

export const silentObserver: RunObserver = {
  begun() {},
  progress() {},
  requests() {},
  ended() {},
  warn() {},
};
