/** Business time. Rules get it as an argument; only adapters ask. Token expiry and back-off never use it. */
export abstract class Time {
  abstract now(): Date;

  /** Tells when business time jumps, so that whoever sleeps until a deadline looks again. Real time never does. */
  onJump(_listener: () => void): void {
    // real time runs: there is nothing to tell
  }
}

export class SystemTime extends Time {
  now(): Date {
    return new Date();
  }
}
