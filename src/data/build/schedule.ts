/**
 * Which question is asked next. Each source has a lane. Without a target all its questions are asked, in their order; with one they
 * are asked in a seeded order until so many are kept.
 *
 * No question is asked in vain: a lane lets a question in only while those kept and those in work are fewer than the target. So the
 * questions kept are the first of the order that pass, whoever answers faster.
 */

export interface LaneInput {
  source: string;
  /** Rows of the spool, in the order in which they are to be asked. */
  order: readonly number[] | Uint32Array;
  /** Questions to keep, for SFT and RL together; undefined: all. */
  target: number | undefined;
}

interface Lane extends LaneInput {
  /** Position of its first question among all. */
  base: number;
  next: number;
  inWork: number;
  finished: number;
  kept: number;
}

export interface Ticket {
  /** Row of the spool. */
  index: number;
  /** Place among all questions of the build, the same in every run and on every machine. */
  position: number;
  /** To be called once, when it is known whether the question is kept. */
  settle(kept: boolean): void;
}

/** One machine's part of a build: `index` from 1 to `of`. */
export interface Shard {
  index: number;
  of: number;
}

/** What of `total` falls to a shard; the parts add up. */
function shareOf(total: number, { index, of }: Shard): number {
  return Math.floor((total * index) / of) - Math.floor((total * (index - 1)) / of);
}

export class Schedule {
  readonly #lanes: Lane[];
  readonly #shard: Shard;

  constructor(lanes: readonly LaneInput[], shard: Shard = { index: 1, of: 1 }) {
    this.#shard = shard;
    let base = 0;
    this.#lanes = lanes.map((lane) => {
      const target = lane.target === undefined ? undefined : shareOf(lane.target, shard);
      const made = { ...lane, target, base, next: shard.index - 1, inWork: 0, finished: 0, kept: 0 };
      base += lane.order.length;
      return made;
    });
  }

  /** The next question; `wait` when one must be settled first; `done` when there is none any more. */
  take(): Ticket | 'wait' | 'done' {
    let waits = false;
    for (const lane of this.#lanes) {
      if (lane.next >= lane.order.length || lane.kept >= (lane.target ?? Infinity)) continue;
      if (lane.kept + lane.inWork < (lane.target ?? Infinity)) return this.#ticket(lane);
      waits = true;
    }
    return waits ? 'wait' : 'done';
  }

  /** Questions settled, and how many there will be in the end: exact without targets, by the share kept so far with them. */
  progress(): { done: number; total: number } {
    let done = 0;
    let total = 0;
    for (const lane of this.#lanes) {
      const { order, target, finished, kept } = lane;
      const all = shareOf(order.length, this.#shard);
      done += finished;
      const share = (kept + 1) / (finished + 1);
      total += target === undefined ? all : Math.min(all, finished + Math.ceil((target - kept) / share));
    }
    return { done, total };
  }

  /** Sources whose questions ran out before their target was reached. */
  shortfalls(): { source: string; target: number; kept: number }[] {
    return this.#lanes.flatMap(({ source, target, kept }) =>
      target !== undefined && kept < target ? [{ source, target, kept }] : [],
    );
  }

  #ticket(lane: Lane): Ticket {
    const at = lane.next;
    lane.next += this.#shard.of;
    lane.inWork++;
    return {
      index: lane.order[at] as number,
      position: lane.base + at,
      settle: (kept) => {
        lane.inWork--;
        lane.finished++;
        if (kept) lane.kept++;
      },
    };
  }
}
