import { accessLog, partFigures } from '@weisu/appeal-access';
import { clockFigures } from '@weisu/clocks';
import { snapshotsOver } from '@weisu/directory-client';
import type { ServiceDefinition } from '@weisu/service-host';
import { exportKeys, type DispatchConfig } from './config.js';
import { DispatchModule } from './dispatch.module.js';
import { exportFigures } from './reading/export/figures.store.js';
import { othersOver } from './reading/export/others.client.js';
import { handlingEntity } from './ground/handling/handling.store.js';
import { migrations } from './migrations/index.js';
import { passingEntity } from './outside/passing/passing.store.js';
import { requestEntity } from './orders/request/request.store.js';
import { whistleEntities } from './whistles/whistle/whistle.module.js';
import { workOrderEntity } from './orders/work-order/work-order.store.js';

export type { DispatchConfig } from './config.js';

export const dispatchDefinition: ServiceDefinition<DispatchConfig> = {
  service: 'DISPATCH',
  hears: ['INTAKE', 'MEDIATION', 'EVALUATION'],
  schema: 'dispatch',
  entities: [handlingEntity, workOrderEntity, requestEntity, passingEntity, ...whistleEntities],
  migrations,
  monthly: [accessLog],
  figures: [...clockFigures, ...partFigures, ...exportFigures],
  config: ({ environment, callInternal }) => ({
    directory: snapshotsOver(callInternal),
    exportKeys: exportKeys(environment),
    others: othersOver(callInternal),
  }),
  module: (config) => DispatchModule.with(config),
};
