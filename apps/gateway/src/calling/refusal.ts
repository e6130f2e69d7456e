import { errorCatalogue, type ErrorCode } from '@weisu/contracts';

/** How the gateway says no: a stable code and sentences in both languages, from the catalogue or as a service worded them. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ErrorCode,
    message: string = errorCatalogue[code].en,
    readonly messageZh: string = errorCatalogue[code].zh,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }
}

/** A refusal whose sentence names what to correct. */
export function refusal(code: ErrorCode, detail: string): Refusal {
  return new Refusal(code, `${errorCatalogue[code].en} (${detail})`);
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCatalogue, code);
}
