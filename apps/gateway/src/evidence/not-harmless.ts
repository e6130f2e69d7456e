/** A file that may act by itself, or hides another one. The message is for the log of a developer, not for who sent it. */
export class NotHarmless extends Error {
  override readonly name = 'NotHarmless';
}
