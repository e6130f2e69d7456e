import { directoryDefinition } from '@weisu/directory';
import { dispatchDefinition } from '@weisu/dispatch';
import { evaluationDefinition } from '@weisu/evaluation';
import { intakeDefinition } from '@weisu/intake';
import { mediationDefinition } from '@weisu/mediation';
import { notificationDefinition } from '@weisu/notification';
import {
  createService,
  type InternalCall,
  type RunningService,
  type ServiceDefinition,
  type ServicePlace,
  type Surroundings,
} from '@weisu/service-host';

/** The directory first, because the others copy from it. */
export const definitions: readonly ServiceDefinition[] = [
  directoryDefinition,
  intakeDefinition,
  dispatchDefinition,
  mediationDefinition,
  evaluationDefinition,
  notificationDefinition,
];

export type ServicesOptions = Readonly<{
  placeOf: (schema: string) => ServicePlace;
  environment: Surroundings['environment'];
  /** Calls of an internal operation in the name of a service, over the owner's route. */
  callInternalAs: (schema: string) => InternalCall;
}>;

/** Every service in this process, each built as it is built alone. */
export async function startServices(
  { placeOf, environment, callInternalAs }: ServicesOptions,
  started: (service: RunningService) => void,
): Promise<RunningService[]> {
  const running: RunningService[] = [];
  for (const definition of definitions) {
    const { schema } = definition;
    const config = definition.config({ environment, callInternal: callInternalAs(schema) });
    const service = await createService(definition, config, placeOf(schema));
    running.push(service);
    started(service);
  }
  return running;
}
