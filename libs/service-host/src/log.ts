import { pino, type Logger } from 'pino';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** JSON lines. Fields are ids and codes: never a text, a name, a phone number or an address of a person. */
export class Log {
  private constructor(private readonly logger: Logger) {}

  static of(service: string, level: string): Log {
    return new Log(pino({ level, base: { service }, messageKey: 'message' }));
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

  /** An error of ours, with its stack. Messages of database errors may quote values, so only their code is kept. */
  failed(fields: Fields, error: unknown): void {
    const code = (error as { code?: unknown } | null)?.code;
    const stack =
      error instanceof Error
        ? error.stack?.split('\n').filter((line) => line.startsWith('    at'))
        : undefined;
    const message =
      typeof code === 'string' ? `database ${code}` : error instanceof Error ? error.message : String(error);
    this.logger.error({ ...fields, error: { message, code, stack } }, 'failed');
  }
}
