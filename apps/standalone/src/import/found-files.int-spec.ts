import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standaloneConfig } from '../config.js';
import { startDistrict } from '../district.js';
import { DistrictClient } from './district.client.js';
import { foundFiles, writeFound } from './found-files.fixture.js';
import { check, register, type Registered } from './import.operations.js';
import { importOptions } from './options.js';
import { openTable } from './table.reader.js';

const patience = 120_000;

describe('the files that real use found', () => {
  let folder = '';
  let district: Awaited<ReturnType<typeof startDistrict>>;
  let client: DistrictClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weisu-found-'));
    district = await startDistrict({
      ...standaloneConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }),
      port: 0,
    });
    client = new DistrictClient(district.url, folder);
  }, patience);
  afterAll(async () => {
    await district.stop();
    await rm(folder, { recursive: true, force: true });
  }, patience);

  it(
    'go in, each as it has to, and none of them twice',
    async () => {
      const { options: flags, cases } = await foundFiles();
      for (const found of cases) {
        const options = importOptions([await writeFound(found, folder), ...flags]);
        if (!options) throw new Error('the options ask for help');
        const table = await openTable(options.file, 'auto');
        const search = { names: options.columns, sheet: null, now: new Date() };
        const { passedOver } = await check(table, search);
        const registered: Registered[] = [];
        const job = {
          ...{ table, search, client, progress: { step: () => undefined, stop: () => undefined } },
          options: { ...options, communities: options.spread },
          onRegistered: (one: Registered) => void registered.push(one),
        };
        const { fresh, bad } = await register(job);
        const { name, expect: wanted } = found;
        expect({ name, fresh, passedOver, codes: bad.map(({ code }) => code) }).toEqual({
          ...{ name, fresh: wanted.registered, passedOver: wanted.passedOver ?? 0 },
          codes: wanted.refusedWith ? [wanted.refusedWith] : [],
        });
        expect(await register(job)).toMatchObject({ fresh: 0, known: wanted.registered });
        if (wanted.storedText !== undefined)
          expect(await textOf(registered[0]?.id ?? '')).toBe(wanted.storedText);
      }
    },
    patience,
  );

  const textOf = async (id: string): Promise<string> => {
    const question = { account: 'district', document: 'query Of($id: ID!) { appeal(id: $id) { text } }' };
    const { appeal } = await client.ask<{ appeal: { text: string } }>({ ...question, variables: { id } });
    return appeal.text;
  };
});
