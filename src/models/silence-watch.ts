/**
 * Tells when a server says nothing: a request may take ten minutes before it is given up, and there are six tries, so that a server which
 * takes connections and never answers would go unnoticed for an hour. After each telling it waits twice as long, as slow models are no fault.
 */

export class SilenceWatch {
  readonly #tell: (seconds: number) => void;
  #patienceMs: number;
  #since = 0;
  #inFlight = 0;
  #isHeard = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(patienceSeconds: number, tell: (seconds: number) => void) {
    this.#patienceMs = patienceSeconds * 1000;
    this.#tell = tell;
  }

  /** A request is sent. */
  sent(): void {
    if (this.#isHeard && this.#inFlight === 0) this.#since = performance.now();
    this.#isHeard = false;
    this.#inFlight++;
    if (this.#timer === undefined) this.#wake();
  }

  /** It has ended. `isHeard`: the server said something, be it a refusal. */
  ended(isHeard: boolean): void {
    this.#inFlight--;
    if (isHeard) {
      this.#isHeard = true;
      this.#since = performance.now();
    }
    if (this.#inFlight > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wake(): void {
    const silentMs = performance.now() - this.#since;
    if (silentMs >= this.#patienceMs) {
      this.#tell(Math.round(silentMs / 1000));
      this.#patienceMs *= 2;
    }
    this.#timer = setTimeout(() => this.#wake(), Math.max(1, this.#patienceMs - silentMs));
    this.#timer.unref();
  }
}
