/** Business time. Rules get it as an argument; only adapters ask. Token expiry and back-off never use it. */
export abstract class Time {
  abstract now(): Date;
}

export class SystemTime extends Time {
  now(): Date {
    return new Date();
  }
}
