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
/** What uploads are for in a challenge. */
export const uploading = 'POST /files';

/**
 * How people without an account are let in (docs/adr/0038): nobody is refused for an address. Work in hand is shared among networks in turn; beyond the first
 * ones a change, a guess of a secret or an upload costs a proof of work, whose price has an end. Reads only wait for their turn. Systems and staff with
 * a token never come here.
 */
export class Admission {
  private readonly changes = new Usage(minuteMs);
  private readonly numbers = new Usage(hourMs);
  private readonly uploads = new Usage(hourMs);
  private readonly queue = new FairQueue({ ofOne: 8, inAll: 32, waiting: 1_000 });
  private readonly files = new FairQueue({ ofOne: 4, inAll: 8, waiting: 100 });

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
    try {
      return await this.queue.run(visit.network, () => work(proof?.id ?? null), visit.isGone);
    } catch (error) {
      // a service has counted guesses
      if (error instanceof Refusal && error.code === 'PROOF_NEEDED') throw await this.needed(name, dearest);
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

  /** Looks through a file that has come, in turn. */
  inspect<Answer>(visit: Visit, work: () => Promise<Answer>): Promise<Answer> {
    return this.files.run(visit.network, work, visit.isGone);
  }

  private async proofOf({ proof }: Visit, purpose: string): Promise<Proof | null> {
    return proof === null ? null : this.options.proofs.read(proof, purpose, this.options.now());
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
