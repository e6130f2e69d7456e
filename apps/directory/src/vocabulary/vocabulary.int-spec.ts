import { buildPublicSchema, gatewayScalars, type OperationAnswer } from '@weisu/api';
import { errorCatalogue } from '@weisu/contracts';
import { startTestService, TestTime, type TestService } from '@weisu/testing';
import { isEnumType, isSpecifiedDirective } from 'graphql';
import { demoFolder, importInto } from '../import/district.fixture.js';
import { directoryDefinition } from '../index.js';
import { readPack } from '../pack/pack.reader.js';

type Vocabulary = OperationAnswer['vocabulary'];

describe('the words of the product', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');

  beforeAll(async () => {
    service = await startTestService(directoryDefinition, {}, time);
    await importInto(service, await readPack(demoFolder), time.now());
  });
  afterAll(() => service.stop());

  const ask = (areaCode?: string) =>
    service.call<Vocabulary>('vocabulary', areaCode ? { areaCode } : {}, null);
  const listOf = ({ lists }: Vocabulary, wanted: string) =>
    lists.find(({ name }) => name === wanted)?.terms.map(({ code }) => code);

  it('name every value of every enum of the contract, in its order, and every error', async () => {
    const vocabulary = await ask();
    const schema = buildPublicSchema(gatewayScalars);
    const ofDirectives = new Set(
      schema
        .getDirectives()
        .filter((directive) => !isSpecifiedDirective(directive))
        .flatMap(({ args }) => args.map(({ type }) => String(type).replace(/[![\]]/g, '')))
        .filter((name) => name !== 'Role' && name !== 'Service'),
    );
    const enums = Object.values(schema.getTypeMap())
      .filter(isEnumType)
      .filter(({ name }) => !name.startsWith('__') && !ofDirectives.has(name));
    expect(enums.length).toBeGreaterThan(35);
    for (const one of enums)
      expect([one.name, listOf(vocabulary, one.name)]).toEqual([
        one.name,
        one.getValues().map(({ name }) => name),
      ]);
    expect(listOf(vocabulary, 'ErrorCode')).toEqual(Object.keys(errorCatalogue));
    expect(listOf(vocabulary, 'Category')).toBeUndefined();
  });

  it('name the categories that are in force in an area, each below its branch', async () => {
    const [dongmen, cuizhu] = [await ask('440303003'), await ask('440303004')];
    expect(listOf(dongmen, 'Category')).toContain('LIGHTING');
    expect(dongmen.version).not.toBe((await ask()).version);
    expect(dongmen.version).toBe((await ask('440303003')).version);
    expect(listOf(cuizhu, 'Category')?.length).toBeGreaterThan(0);
    // no profile is in force at the district itself
    expect(listOf(await ask('440303'), 'Category')).toEqual([]);
    await expect(ask('440399')).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
  });
});
