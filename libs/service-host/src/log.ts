import { DomainError } from '@weisu/contracts';
import { Faults, spanIds } from '@weisu/messaging';
import { pino, type DestinationStream, type Logger } from 'pino';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** JSON lines; inside a span with the ids of its trace. Fields are ids and codes: never a text, a name, a phone number or an address of a person. */
export class Log extends Faults {
  private constructor(private readonly logger: Logger) {
    super();
  }

  /** To standard output, or to another place for those who read it back. */
  static of(service: string, level: string, destination?: DestinationStream): Log {
    const options = { level, base: { service }, messageKey: 'message', mixin: () => spanIds() ?? {} };
    return new Log(destination ? pino(options, destination) : pino(options));
  }

  debug(fields: Fields, message: string): void {
    this.logger.debug(fields, message);
  }

  info(fields: Fields, message: string): void {
    this.logger.info(fields, message);
  }

  warn(fields: Fields, message: string): void {
    this.logger.warn(fields, message);
  }

  /**
   * An error of ours, with its stack and what it comes from. Messages of databases and parsers quote what they were given (`"张三" is not valid
   * JSON`), so only their code or name is kept.
   */
  override failed(fields: Fields, error: unknown): void {
    const { cause } = (error ?? {}) as { cause?: unknown };
    // one level: a refusal names what it comes from, and what lies below that is of a library
    const from = error instanceof DomainError && cause !== undefined ? { cause: told(cause) } : {};
    this.logger.error({ ...fields, error: { ...told(error), ...from } }, 'failed');
  }
}

function told(error: unknown) {
  const code = (error as { code?: unknown } | null)?.code;
  const stack =
    error instanceof Error ? error.stack?.split('\n').filter((line) => line.startsWith('    at')) : undefined;
  return { message: speakable(error), code, stack };
}

function speakable(error: unknown): string {
  // its sentence is of the catalogue, and its detail holds nothing of persons
  if (error instanceof DomainError) return error.message;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return `database ${code}`;
  if (!(error instanceof Error)) return typeof error;
  return error instanceof SyntaxError ? error.name : error.message;
}
