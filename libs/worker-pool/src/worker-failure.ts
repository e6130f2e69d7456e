export type WorkerFailureReason = 'TIMED_OUT' | 'OUT_OF_MEMORY' | 'TOO_MANY_WAITING' | 'STOPPED';

/** A task that was not done because of a limit, or because its pool or its caller went away. What the task itself throws is thrown as it is. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';

  constructor(
    readonly reason: WorkerFailureReason,
    options?: ErrorOptions,
  ) {
    super(`a task of a worker: ${reason}`, options);
  }

  /** The task itself was too much; the same again would end the same way. */
  get isOverLimits(): boolean {
    return this.reason === 'TIMED_OUT' || this.reason === 'OUT_OF_MEMORY';
  }
}
