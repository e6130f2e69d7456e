import type { ServiceDefinition } from '@weisu/service-host';
import type { IntakeConfig } from './config.js';
import { IntakeModule } from './intake.module.js';
import { migrations } from './migrations/index.js';

export { intakeConfig, type IntakeConfig, type PersonalKeys } from './config.js';

export const intakeDefinition: ServiceDefinition<IntakeConfig> = {
  service: 'INTAKE',
  schema: 'intake',
  entities: [],
  migrations,
  module: (config) => IntakeModule.with(config),
};
