import { Time } from '@weisu/messaging';

/** Business time that stands still until a test moves it. */
export class TestTime extends Time {
  private at: Date;
  private readonly listeners: (() => void)[] = [];

  constructor(start: string) {
    super();
    this.at = new Date(start);
  }

  now(): Date {
    return this.at;
  }

  override onJump(listener: () => void): void {
    this.listeners.push(listener);
  }

  set(instant: string | Date): void {
    this.at = new Date(instant);
    for (const listener of this.listeners) listener();
  }

  advance({ minutes = 0, hours = 0, days = 0 }: { minutes?: number; hours?: number; days?: number }): void {
    this.set(new Date(this.at.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000));
  }
}
