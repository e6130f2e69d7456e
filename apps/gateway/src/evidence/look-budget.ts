/** A directory of contents of a thousand pages has some ten thousand instructions. */
const mostLooks = 200_000;

/** Places of one document, over all its parts, that are looked at one by one. */
export class LookBudget {
  private left = mostLooks;

  /** Throws when there are more than a document needs. */
  take(): void {
    this.left -= 1;
    if (this.left < 0) throw new Error('more to look at than a document needs');
  }
}
