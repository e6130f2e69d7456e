/** Where a lib tells of an error that nobody waits for; the service's log takes it. Fields are ids and codes, never what people wrote. */
export abstract class Faults {
  abstract failed(fields: Readonly<Record<string, string>>, error: unknown): void;
}
