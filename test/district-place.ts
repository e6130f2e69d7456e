export type GraphqlAnswer = Readonly<{
  status: number;
  data: Record<string, unknown> | null;
  errors: readonly { message: string; extensions: { code: string; messageZh?: string } }[];
}>;

/** Where a district runs: in one process on embedded parts, or on the real servers with every service a process of its own. */
export type DistrictPlace = Readonly<{
  url: string;
  /** Holds `files/`, and may hold what a test writes. */
  folder: string;
  /** A fresh, real token: people by password, systems such as `hotline` by client credentials. */
  requestToken(account: string): Promise<string>;
  /** Of a person who needs no second factor. */
  passwordOf(account: string): Promise<string>;
  /** A token of the identity provider's own that has ended. */
  expiredToken(account: string): Promise<string>;
  /** What `npm run import` needs to find this district. */
  importEnvironment: Readonly<Record<string, string>>;
  /** Its database as the runtime role of a service. */
  databaseUrl(schema: string): Promise<string>;
  setTime(now: string): Promise<void>;
  /** Ends every process of ours as a power cut would, and starts it again on the same data and address. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}>;
