import { DataSource, type EntitySchema } from 'typeorm';

export type DatabaseSettings = Readonly<{
  /** The service's own connection setting: each can have a server of its own. */
  url: string;
  schema: string;
  entities: readonly EntitySchema[];
  poolSize?: number;
  onPoolError: (error: Error) => void;
}>;

/** Connected as the service's runtime role, which may not alter tables and may only INSERT and SELECT in the journal. */
export async function openDataSource(settings: DatabaseSettings): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url: settings.url,
    schema: settings.schema,
    entities: [...settings.entities],
    poolSize: settings.poolSize ?? 8,
    poolErrorHandler: settings.onPoolError,
    extra: { options: `-c search_path=${settings.schema} -c timezone=UTC`, keepAlive: true },
    synchronize: false,
    logging: false,
  });
  return source.initialize();
}
