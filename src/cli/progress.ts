/** Progress on stderr: a line per stage, updated in place on a terminal, written anew every ten seconds elsewhere. */

import { bytesText } from '../data/index.ts';
import { countText, durationText } from '../evaluate/index.ts';
import type { RequestState, RunObserver, StageProgress } from '../recipe/index.ts';

export interface ProgressOutput {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

const PLAIN_EVERY_MS = 10_000;
const TERMINAL_EVERY_MS = 100;
const NAME_WIDTH = 14;

export class ProgressLines implements RunObserver {
  readonly #output: ProgressOutput;
  readonly #now: () => number;
  #begun = 0;
  #written = -Infinity;
  #isOpen = false;
  #requests: RequestState | undefined;

  /** `now` in milliseconds. */
  constructor(output: ProgressOutput = process.stderr, now: () => number = () => performance.now()) {
    this.#output = output;
    this.#now = now;
  }

  begun(stage: string): void {
    this.#requests = undefined;
    this.#begun = this.#now();
    this.#written = this.#output.isTTY === true ? -Infinity : this.#begun;
    this.#show(`${stage.padEnd(NAME_WIDTH)}  …`);
  }

  requests(state: RequestState): void {
    this.#requests = state;
  }

  progress(progress: StageProgress): void {
    const every = this.#output.isTTY === true ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS;
    if (this.#now() - this.#written < every) return;
    this.#written = this.#now();
    const metric = [progress.metric, requestsText(this.#requests)].filter((part) => part !== '').join('  ');
    this.#show(progressText({ ...progress, metric }, (this.#now() - this.#begun) / 1000));
  }

  ended(stage: string, summary: string): void {
    const seconds = durationText((this.#now() - this.#begun) / 1000);
    this.#show(
      [stage.padEnd(NAME_WIDTH), `done in ${seconds}`, summary].filter((part) => part !== '').join('  '),
    );
    this.#close();
  }

  warn(message: string): void {
    this.#close();
    this.#output.write(`warning: ${message}\n`);
  }

  /** Leaves the line that is being updated as it is. */
  close(): void {
    this.#close();
  }

  #show(text: string): void {
    if (this.#output.isTTY === true) this.#replace(text);
    else this.#output.write(`${text}\n`);
  }

  #replace(text: string): void {
    const width = (this.#output.columns ?? 120) - 1;
    this.#output.write(`\r\u001b[2K${text.length > width ? `${text.slice(0, width - 1)}…` : text}`);
    this.#isOpen = true;
  }

  #close(): void {
    if (this.#isOpen) this.#output.write('\n');
    this.#isOpen = false;
  }
}

/** `pretrain  1,200/4,000 steps  57,012 tokens/s  loss 1.234  21 s, 49 s left`. */
export function progressText(progress: StageProgress, elapsed: number): string {
  const { stage, done, total, unit, rate, rateUnit, metric, secondsLeft } = progress;
  const left = secondsLeft === undefined ? '' : `, ${durationText(secondsLeft)} left`;
  return [
    stage.padEnd(NAME_WIDTH),
    amountText(done, total, unit),
    rateUnit === 'bytes' ? `${bytesText(rate)}/s` : `${rateText(rate)} ${rateUnit}/s`,
    metric,
    `${durationText(elapsed)}${left}`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

function requestsText(state: RequestState | undefined): string {
  if (state === undefined) return '';
  const { requestsPerSecond, inFlight, spent } = state;
  const money = spent > 0 ? `, $${spent.toFixed(2)}` : '';
  return `${requestsPerSecond.toFixed(1)} requests/s, ${countText(inFlight)} in flight${money}`;
}

function amountText(done: number, total: number | undefined, unit: StageProgress['unit']): string {
  if (unit === 'bytes') return `${bytesText(done)}${total === undefined ? '' : ` of ${bytesText(total)}`}`;
  return `${countText(done)}${total === undefined ? '' : `/${countText(total)}`} ${unit}`;
}

/** Slow work is told in tenths. */
function rateText(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : countText(Math.round(rate));
}
