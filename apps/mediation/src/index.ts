import type { ServiceDefinition } from '@weisu/service-host';
import type { MediationConfig } from './config.js';
import { MediationModule } from './mediation.module.js';
import { mediationEntity } from './mediation/mediation.store.js';
import { migrations } from './migrations/index.js';

export { mediationConfig, type MediationConfig } from './config.js';

export const mediationDefinition: ServiceDefinition<MediationConfig> = {
  service: 'MEDIATION',
  schema: 'mediation',
  entities: [mediationEntity],
  migrations,
  module: (config) => MediationModule.with(config),
};
