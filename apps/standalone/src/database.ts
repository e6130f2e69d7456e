import { migrate, startEmbeddedPostgres, type EmbeddedPostgres } from '@weisu/persistence';
import type { ServiceDefinition } from '@weisu/service-host';
import pg from 'pg';

export type District = Readonly<{
  server: EmbeddedPostgres;
  /** The district's database as a service's runtime role. */
  urlOf(schema: string): string;
  /** As its owner: for migrations and the embedded identity provider. */
  ownerUrl: string;
}>;

const name = 'weisu';

/** Starts the embedded server and brings every service's schema up to date. */
export async function openDatabase(
  dataDir: string,
  definitions: readonly Pick<ServiceDefinition, 'schema' | 'migrations'>[],
  password: string,
  disposable: boolean,
): Promise<District> {
  const server = await startEmbeddedPostgres({ dataDir, disposable });
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount)
      await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`);
  } finally {
    await admin.end();
  }
  const owner = new URL(server.adminUrl);
  owner.pathname = `/${name}`;
  const ownerUrl = owner.toString();
  for (const { schema, migrations } of definitions) {
    await migrate({
      ownerUrl,
      schema,
      migrations,
      runtimeRole: `weisu_${schema}`,
      runtimePassword: password,
      // one process is the whole district: no other version runs beside it
      contract: true,
    });
  }
  return {
    server,
    ownerUrl,
    urlOf(schema) {
      const url = new URL(ownerUrl);
      url.username = `weisu_${schema}`;
      url.password = password;
      return url.toString();
    },
  };
}
