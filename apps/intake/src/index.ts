import { accessLog, partFigures } from '@weisu/appeal-access';
import { snapshotsOver } from '@weisu/directory-client';
import type { ServiceDefinition } from '@weisu/service-host';
import { intakeConfig, type IntakeConfig } from './config.js';
import { IntakeModule } from './intake.module.js';
import { migrations } from './migrations/index.js';
import { intakeRetention } from './retention/retention.loop.js';
import { retentionTerms } from './retention/terms.js';

export type { IntakeConfig, PersonalKeys } from './config.js';

export const intakeDefinition: ServiceDefinition<IntakeConfig> = {
  service: 'INTAKE',
  hears: ['DISPATCH', 'MEDIATION'],
  schema: 'intake',
  entities: [],
  migrations,
  figures: partFigures,
  monthly: [accessLog],
  config: ({ environment, callInternal }) => intakeConfig(environment, snapshotsOver(callInternal)),
  retention: (environment) => intakeRetention(retentionTerms(environment)),
  module: (config) => IntakeModule.with(config),
};
