import { directoryDefinition } from '@weisu/directory';
import { dispatchDefinition } from '@weisu/dispatch';
import { evaluationDefinition } from '@weisu/evaluation';
import { intakeDefinition } from '@weisu/intake';
import { mediationDefinition } from '@weisu/mediation';
import { notificationDefinition } from '@weisu/notification';
import { harmsOf, type Migration } from '@weisu/persistence';

const lists: readonly (readonly [string, readonly Migration[]])[] = [
  directoryDefinition,
  intakeDefinition,
  dispatchDefinition,
  mediationDefinition,
  evaluationDefinition,
  notificationDefinition,
].map(({ schema, migrations }) => [schema, migrations]);

describe.each(lists)('the migrations of %s', (_schema, migrations) => {
  it('only add, as long as the previous version may run beside', () => {
    expect(migrations.flatMap((one) => harmsOf(one).map((harm) => `${one.name} ${harm}`))).toEqual([]);
  });

  it('have a name each', () => {
    expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
  });
});
