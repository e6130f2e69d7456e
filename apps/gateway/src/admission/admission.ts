import { createHmac } from 'node:crypto';
import type { Operation } from '@weisu/api';
import { Refusal } from '../calling/refusal.js';
import { ProofNeeded } from '../calling/proof-needed.js';
import { FairQueue } from './fair-queue.js';
import { dearest, priceOf } from './price.js';
import type { Proof, Proofs } from './proofs.js';
import { Usage } from './usage.js';

/** Somebody without an account, in one request. */
export type Visit = Readonly<{
  /** Keyed digest of the caller's network. */
  network: string;
  /** The header `x-weisu-proof`; null: none, or another field of the same request had it. */
  proof: string | null;
  /** Nobody waits for the answer any more. */
  isGone(): boolean;
}>;

export type AdmissionOptions = Readonly<{
  proofs: Proofs;
  /** Changes of a network within a minute that cost nothing. */
  freeChanges: number;
  /** Of the HMAC under which telephone numbers are counted. */
  key: string;
  now: () => Date;
}>;

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** What a network uploads within an hour for nothing; a file counts as the fifth of it at least. */
const freeBytes = 50 * 1024 * 1024;
const leastBytes = freeBytes / 5;
/** By how much the form around the same file may be longer when it comes again. */
const formBytes = 1_024;
/** Bytes of files without an account that lie in memory when they have come. */
const mostInHand = 256 * 1024 * 1024;
/** How often a proof is looked at on one replica. */
const mostTimes = 10;
/** What uploads are for in a challenge. */
export const uploading = 'POST /files';

/**
 * How people without an account are let in (docs/adr/0038): nobody is refused for an address. Work in hand is shared among networks in turn; beyond the first
 * ones a change, a guess of a secret or an upload costs a proof of work, whose price has an end. Reads only wait for their turn. Who has
 * a token pays for guesses of a secret alone, and waits for nobody.
 */
export class Admission {
  private readonly changes = new Usage(minuteMs);
  private readonly numbers = new Usage(hourMs);
  private readonly uploads = new Usage(hourMs);
  private readonly answers = new Usage(10 * minuteMs);
  private readonly queue = new FairQueue({ ofOne: 8, inAll: 32, waiting: 1_000 });
  private readonly files = new FairQueue({ ofOne: 4, inAll: 8, waiting: 100 });
  /** Of files that wait to be looked through, or are. */
  private bytesInHand = 0;

  constructor(private readonly options: AdmissionOptions) {}

  /** Runs a public operation in turn; `work` is given the id of the proof that was sent for it. Throws Refusal, ProofNeeded. */
  async run<Answer>(
    visit: Visit,
    operation: Pick<Operation, 'name' | 'kind'>,
    args: unknown,
    work: (proof: string | null) => Promise<Answer>,
  ): Promise<Answer> {
    const { name } = operation;
    const proof = await this.proofOf(visit, name);
    const price = operation.kind === 'mutation' && !proof ? this.priceOf(visit.network, args) : 0;
    if (price > 0) throw await this.needed(name, price);
    return this.guessing(name, () => this.read(visit, () => work(proof?.id ?? null)));
  }

  /** The same for somebody with an account, who waits for nobody and pays nothing: but guesses of secrets are counted by network for everybody. */
  async runSignedIn<Answer>(
    visit: Visit,
    { name }: Pick<Operation, 'name'>,
    work: (proof: string | null) => Promise<Answer>,
  ): Promise<Answer> {
    const proof = await this.proofOf(visit, name);
    return this.guessing(name, () => work(proof?.id ?? null));
  }

  /** In turn, for nothing. */
  read<Answer>(visit: Visit, work: () => Promise<Answer>): Promise<Answer> {
    return this.queue.run(visit.network, work, visit.isGone);
  }

  /** A service has counted guesses: what it misses is made here. */
  private async guessing<Answer>(purpose: string, work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal && error.code === 'PROOF_NEEDED')
        throw await this.needed(purpose, dearest);
      throw error;
    }
  }

  /** Answers the proof that an upload was paid for with; null: it is free. `size`: bytes, as announced. Throws ProofNeeded. */
  async toUpload(visit: Visit, size: number): Promise<Proof | null> {
    const proof = await this.proofOf(visit, uploading);
    if (proof && proof.bytes >= size) return proof;
    const charged = Math.max(size, leastBytes);
    const used = this.uploads.add(visit.network, charged, this.options.now());
    // what does not fit into what is left is not free
    const price = priceOf(used + charged - 1, freeBytes);
    if (price > 0) throw await this.needed(uploading, price, size + formBytes);
    return null;
  }

  /** Looks through a file of so many bytes that has come, in turn. Throws Refusal: TRY_LATER where too much lies in memory. */
  async inspect<Answer>(visit: Visit, bytes: number, work: () => Promise<Answer>): Promise<Answer> {
    if (this.bytesInHand + bytes > mostInHand) throw new Refusal('TRY_LATER');
    this.bytesInHand += bytes;
    try {
      return await this.files.run(visit.network, work, visit.isGone);
    } finally {
      this.bytesInHand -= bytes;
    }
  }

  /** A proof is sent again where an answer was lost, and not for hundreds of things that are refused. */
  private async proofOf({ proof: sent }: Visit, purpose: string): Promise<Proof | null> {
    const now = this.options.now();
    const proof = sent === null ? null : await this.options.proofs.read(sent, purpose, now);
    return proof && this.answers.add(proof.id, 1, now) < mostTimes ? proof : null;
  }

  /** The dearer of the network's and, where a telephone number is named, of this network with this number: who types a neighbour's number silences nobody. */
  private priceOf(network: string, args: unknown): number {
    const { freeChanges, now } = this.options;
    const at = now();
    const price = priceOf(this.changes.add(network, 1, at), freeChanges);
    const phone = phoneIn(args);
    if (phone === null) return price;
    const number = createHmac('sha256', this.options.key).update(`${network} ${phone}`).digest('base64');
    const freeOfNumber = Math.max(3, Math.floor(freeChanges / 20));
    return Math.max(price, priceOf(this.numbers.add(number, 1, at), freeOfNumber));
  }

  private async needed(purpose: string, price: number, bytes = 0): Promise<ProofNeeded> {
    return new ProofNeeded(await this.options.proofs.challenge(purpose, price, this.options.now(), bytes));
  }
}

/** The digits of a telephone number among the arguments, however it is written. */
function phoneIn(args: unknown): string | null {
  const { input } = args as { input?: { phone?: unknown } | null };
  const phone = input?.phone;
  const digits = typeof phone === 'string' ? phone.normalize('NFKC').replace(/\D/g, '') : '';
  return digits === '' ? null : digits.slice(-11);
}
