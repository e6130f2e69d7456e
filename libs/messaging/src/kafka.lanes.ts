import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from './cloud-event.js';
import { sizeOf } from './kafka.records.js';

export type Fetched = Readonly<{ offset: bigint; message: Message }>;
export type Mark = Readonly<{ topic: string; partition: number; offset: string }>;

export type LanesSettings = Readonly<{
  handle: (message: Message) => Promise<void>;
  onError: (error: unknown) => void;
  /** A lane that holds more than this many bytes asks for no more, until half of it is handled. */
  laneBytes: number;
  stopFetching: (topic: string, partition: number) => void;
  goOnFetching: (topic: string, partition: number) => void;
  /** Something was handled: offsets may be committed. */
  onHandled: () => void;
  /** Wait before the next attempt, in milliseconds. */
  backOff?: (attempt: number) => number;
}>;

type Lane = {
  readonly topic: string;
  readonly partition: number;
  waiting: Fetched[];
  bytes: number;
  full: boolean;
  /** Changes when the partition goes to another member: what was fetched before comes again from the committed offset. */
  tenure: number;
  assigned: boolean;
  inHand: Readonly<{ offset: bigint; tenure: number }> | null;
  work: Promise<void> | null;
  /** The next offset that is not handled yet, and what of it the broker knows. */
  done: bigint | null;
  committed: bigint | null;
};

/**
 * Handles the partitions beside each other and each in order, apart from the fetching: so a long handling neither keeps other partitions
 * waiting nor the heartbeats, and a rejected message is tried again here, with a growing pause, until it is handled or its partition leaves.
 */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();
  private readonly ending = new AbortController();

  constructor(private readonly settings: LanesSettings) {}

  take(topic: string, partition: number, fetched: readonly Fetched[]): void {
    const lane = this.laneOf(topic, partition);
    const newest =
      lane.waiting.at(-1)?.offset ?? (lane.inHand?.tenure === lane.tenure ? lane.inHand.offset : -1n);
    // After a rebalance the broker starts at the committed offset: what is still held here comes again.
    const fresh = fetched.filter(({ offset }) => offset > newest);
    lane.waiting.push(...fresh);
    lane.bytes += fresh.reduce((sum, { message }) => sum + sizeOf(message), 0);
    if (lane.bytes > this.settings.laneBytes && !lane.full) {
      lane.full = true;
      this.settings.stopFetching(topic, partition);
    }
    if (!this.ending.signal.aborted) lane.work ??= this.work(lane).finally(() => (lane.work = null));
  }

  /** The partitions that this member has from now on. */
  assign(assignment: Readonly<Record<string, readonly number[]>>): void {
    for (const lane of this.lanes.values()) {
      lane.assigned = assignment[lane.topic]?.includes(lane.partition) ?? false;
      if (lane.assigned) continue;
      lane.tenure += 1;
      lane.waiting = [];
      lane.bytes = 0;
      lane.done = lane.committed = null;
      this.makeRoom(lane);
    }
  }

  /** What may be committed and is not yet. */
  marks(): Mark[] {
    return [...this.lanes.values()].flatMap(({ topic, partition, assigned, done, committed }) =>
      assigned && done !== null && done !== committed ? [{ topic, partition, offset: String(done) }] : [],
    );
  }

  committed(marks: readonly Mark[]): void {
    for (const { topic, partition, offset } of marks)
      this.laneOf(topic, partition).committed = BigInt(offset);
  }

  /** Waits for the messages in hand; what waits stays unhandled and uncommitted. */
  async stop(): Promise<void> {
    this.ending.abort();
    for (const { work } of this.lanes.values()) await work;
  }

  private async work(lane: Lane): Promise<void> {
    while (!this.ending.signal.aborted) {
      const next = lane.waiting.shift();
      if (!next) return;
      const { tenure } = lane;
      lane.inHand = { offset: next.offset, tenure };
      const handled = await this.untilHandled(lane, tenure, next.message);
      lane.inHand = null;
      if (lane.tenure !== tenure) continue;
      lane.bytes -= sizeOf(next.message);
      this.makeRoom(lane);
      if (!handled) return;
      lane.done = next.offset + 1n;
      this.settings.onHandled();
    }
  }

  /** False when it was given up: the group is left, or the partition belongs to another member. */
  private async untilHandled(lane: Lane, tenure: number, message: Message): Promise<boolean> {
    const { signal } = this.ending;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.settings.handle(message);
        return true;
      } catch (error) {
        this.settings.onError(error);
      }
      await pause((this.settings.backOff ?? defaultBackOff)(attempt), null, { signal }).catch(() => null);
      if (signal.aborted || lane.tenure !== tenure) return false;
    }
  }

  private makeRoom(lane: Lane): void {
    if (!lane.full || lane.bytes > this.settings.laneBytes / 2) return;
    lane.full = false;
    this.settings.goOnFetching(lane.topic, lane.partition);
  }

  private laneOf(topic: string, partition: number): Lane {
    const name = `${topic}/${partition}`;
    const known = this.lanes.get(name);
    if (known) return known;
    const lane: Lane = {
      topic,
      partition,
      waiting: [],
      bytes: 0,
      full: false,
      tenure: 0,
      assigned: true,
      inHand: null,
      work: null,
      done: null,
      committed: null,
    };
    this.lanes.set(name, lane);
    return lane;
  }
}

function defaultBackOff(attempt: number): number {
  return Math.min(100 * 2 ** attempt, 10_000);
}
