import { directoryDefinition } from '@weisu/directory';
import type { DirectorySnapshot, SnapshotSource } from '@weisu/directory-client';
import { dispatchDefinition } from '@weisu/dispatch';
import { evaluationDefinition, evaluationSettings } from '@weisu/evaluation';
import { intakeConfig, intakeDefinition } from '@weisu/intake';
import { mediationConfig, mediationDefinition } from '@weisu/mediation';
import { notificationDefinition, notificationSettings } from '@weisu/notification';
import { createService, type RunningService, type ServicePlace } from '@weisu/service-host';

export const definitions = [
  directoryDefinition,
  intakeDefinition,
  dispatchDefinition,
  mediationDefinition,
  evaluationDefinition,
  notificationDefinition,
];

export type InternalCall = (
  caller: string,
  owner: string,
  operation: string,
  args: unknown,
) => Promise<unknown>;

export type ServicesOptions = Readonly<{
  placeOf: (schema: string) => ServicePlace;
  environment: Readonly<Record<string, string | undefined>>;
  /** Calls an internal operation in the name of a service, over that service's route. */
  callInternal: InternalCall;
}>;

/** Every service in this process, each built as it is built alone; the directory first, because the others copy from it. */
export async function startServices(
  { placeOf, environment, callInternal }: ServicesOptions,
  started: (service: RunningService) => void,
): Promise<RunningService[]> {
  const snapshots = (schema: string): SnapshotSource => ({
    fetch: async (since) =>
      (await callInternal(schema, 'DIRECTORY', 'directorySnapshot', { since })) as DirectorySnapshot,
  });
  const running: RunningService[] = [];
  const add = (service: RunningService): void => {
    running.push(service);
    started(service);
  };
  add(await createService(directoryDefinition, {}, placeOf('directory')));
  add(
    await createService(intakeDefinition, intakeConfig(environment, snapshots('intake')), placeOf('intake')),
  );
  add(await createService(dispatchDefinition, { directory: snapshots('dispatch') }, placeOf('dispatch')));
  add(
    await createService(
      mediationDefinition,
      mediationConfig(environment, snapshots('mediation')),
      placeOf('mediation'),
    ),
  );
  add(
    await createService(
      evaluationDefinition,
      { ...evaluationSettings(environment), directory: snapshots('evaluation') },
      placeOf('evaluation'),
    ),
  );
  add(
    await createService(
      notificationDefinition,
      {
        ...notificationSettings(environment),
        directory: snapshots('notification'),
        contacts: {
          contactForMessage: async (appealId: string) =>
            (await callInternal('notification', 'INTAKE', 'contactForMessage', { appealId })) as {
              phone: string;
            } | null,
        },
      },
      placeOf('notification'),
    ),
  );
  return running;
}
