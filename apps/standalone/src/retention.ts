import type { Time } from '@weisu/messaging';
import {
  retire,
  runRetention,
  type Environment,
  type RunningService,
  type ServiceDefinition,
} from '@weisu/service-host';

const daily = 24 * 60 * 60 * 1_000;

export type RetentionPlace = Readonly<{
  definitions: readonly ServiceDefinition[];
  services: readonly RunningService[];
  /** Of the schemas: whole months are not a service's to take away. */
  ownerUrl: string;
  environment: Environment;
  time: Time;
  onError: (error: unknown) => void;
}>;

/** Once a day what the CronJobs of a cluster do: erases what is over its term, and takes away whole months. Answers how to end it. */
export function startRetention(place: RetentionPlace): () => void {
  const timer = setInterval(
    () =>
      void eraseDue(place)
        .catch(place.onError)
        .then(() => retireDue(place))
        .catch(place.onError),
    daily,
  );
  timer.unref();
  return () => clearInterval(timer);
}

async function eraseDue({ definitions, services, environment, time }: RetentionPlace): Promise<void> {
  for (const definition of definitions) {
    const service = services.find((one) => one.service === definition.service);
    const tasks = definition.retention?.(environment) ?? [];
    if (service && tasks.length)
      await runRetention({ source: service.source, time, tasks, poke: () => service.relay.poke() });
  }
}

/** Also at every start: a district that is switched off at night would never come to its day. */
export async function retireDue(
  place: Pick<RetentionPlace, 'definitions' | 'ownerUrl' | 'environment' | 'time'>,
): Promise<void> {
  for (const definition of place.definitions) await retire(definition, place);
}
