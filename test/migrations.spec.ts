import { directoryDefinition } from '@weisu/directory';
import { dispatchDefinition } from '@weisu/dispatch';
import { evaluationDefinition } from '@weisu/evaluation';
import { intakeDefinition } from '@weisu/intake';
import { mediationDefinition } from '@weisu/mediation';
import { notificationDefinition } from '@weisu/notification';
import { harmsOf, type Migration } from '@weisu/persistence';
import type { ServiceDefinition } from '@weisu/service-host';

const definitions: readonly Pick<ServiceDefinition, 'schema' | 'migrations' | 'monthly'>[] = [
  directoryDefinition,
  intakeDefinition,
  dispatchDefinition,
  mediationDefinition,
  evaluationDefinition,
  notificationDefinition,
];
const lists = definitions.map(({ schema, migrations }): readonly [string, readonly Migration[]] => [
  schema,
  migrations,
]);

describe('what loses whole months', () => {
  it('is who opened a matter alone: who saw a person (`reveal`) and who exported stays as long as the matter', () => {
    const monthly = definitions.flatMap(({ schema, monthly: tables = [] }) =>
      tables.map(({ table, setting, usual, fewest }) => [schema, table, setting, usual, fewest]),
    );
    expect(monthly).toEqual(
      ['intake', 'dispatch', 'mediation'].map((schema) => [schema, 'access_log', 'ACCESS_LOG_MONTHS', 12, 6]),
    );
  });

  it('has a job in every service that keeps openings', () => {
    const keep = definitions.filter(({ migrations }) =>
      migrations.some(({ sql }) => sql?.includes('CREATE TABLE access_log ')),
    );
    expect(keep.map(({ schema, monthly }) => [schema, monthly?.length])).toEqual([
      ['intake', 1],
      ['dispatch', 1],
      ['mediation', 1],
    ]);
  });
});

describe.each(lists)('the migrations of %s', (_schema, migrations) => {
  it('only add, as long as the previous version may run beside', () => {
    expect(migrations.flatMap((one) => harmsOf(one).map((harm) => `${one.name} ${harm}`))).toEqual([]);
  });

  it('have a name each', () => {
    expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
  });
});
