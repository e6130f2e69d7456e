import type { FastifyReply } from 'fastify';
import { Refusal } from '../calling/refusal.js';

/** Each reads page after page until it is done, and has a thread to itself. */
const mostAtOnce = 2;

/** Who is handed a table at this moment, whichever it is. */
export class ExportPlaces {
  private readonly taken: string[] = [];

  /**
   * A place until the answer has ended, whether it was read to its end or not. Throws TRY_LATER where all are taken, or one by the same person: two slow readers would
   * else be all there is; and for who has gone already, whose answer ends no more.
   */
  takeFor({ raw }: Pick<FastifyReply, 'raw'>, subject: string): void {
    const isGone = raw.destroyed || raw.closed || raw.socket?.destroyed === true;
    if (isGone || this.taken.length >= mostAtOnce || this.taken.includes(subject))
      throw new Refusal('TRY_LATER');
    this.taken.push(subject);
    raw.once('close', () => this.taken.splice(this.taken.indexOf(subject), 1));
  }
}
