import { Refusal } from '../calling/refusal.js';

/** Each reads page after page until it is done, and has a thread to itself. */
const mostAtOnce = 2;

/** Who is handed a table at this moment, whichever it is. */
export class ExportPlaces {
  private readonly taken: string[] = [];

  /** Answers how the place is given back, once. Throws TRY_LATER where all are taken, or one by the same person: two slow readers would else be all there is. */
  take(subject: string): () => void {
    if (this.taken.length >= mostAtOnce || this.taken.includes(subject)) throw new Refusal('TRY_LATER');
    this.taken.push(subject);
    return () => {
      const at = this.taken.indexOf(subject);
      if (at >= 0) this.taken.splice(at, 1);
    };
  }
}
