import { accessLog, partFigures } from '@weisu/appeal-access';
import { clockFigures } from '@weisu/clocks';
import { snapshotsOver } from '@weisu/directory-client';
import type { ServiceDefinition } from '@weisu/service-host';
import { mediationConfig, personalDataKeys, type MediationConfig } from './config.js';
import { MediationModule } from './mediation.module.js';
import { mediationEntity } from './mediation/mediation.store.js';
import { migrations } from './migrations/index.js';
import { Sealing } from './personal-data/sealing.store.js';
import { mediationRetention } from './retention/retention.loop.js';
import { fileTermDays } from './retention/terms.js';

export type { MediationConfig } from './config.js';

export const mediationDefinition: ServiceDefinition<MediationConfig> = {
  service: 'MEDIATION',
  hears: ['INTAKE', 'DISPATCH'],
  schema: 'mediation',
  entities: [mediationEntity],
  migrations,
  monthly: [accessLog],
  figures: [...clockFigures, ...partFigures],
  config: ({ environment, callInternal }) => mediationConfig(environment, snapshotsOver(callInternal)),
  retention: (environment) =>
    mediationRetention(new Sealing(personalDataKeys(environment)), fileTermDays(environment)),
  module: (config) => MediationModule.with(config),
};
