/** What must be there before a process may get traffic, beside its database. Whoever needs something says so once. */
export class Readiness {
  private readonly checks: (() => string | null)[] = [];

  /** `check` names what is missing now, or answers null. */
  needs(check: () => string | null): void {
    this.checks.push(check);
  }

  missing(): string[] {
    return this.checks.map((check) => check()).filter((name) => name !== null);
  }
}
