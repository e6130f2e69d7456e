import { appealAccessTables, secretAttemptTables } from '@weisu/appeal-access';
import { clockTables } from '@weisu/clocks';
import { directoryCopyTables } from '@weisu/directory-client';
import { messagingTables } from '@weisu/messaging';
import type { ServiceDefinition } from '@weisu/service-host';
import { EvaluationModule, type EvaluationConfig } from './evaluation.module.js';
import { evaluationTables } from './migrations/0100-evaluation.js';

export { evaluationSettings, type EvaluationSettings } from './config.js';
export type { EvaluationConfig } from './evaluation.module.js';

export const evaluationDefinition: ServiceDefinition<EvaluationConfig> = {
  service: 'EVALUATION',
  schema: 'evaluation',
  entities: [],
  migrations: [
    messagingTables,
    clockTables,
    directoryCopyTables,
    appealAccessTables,
    secretAttemptTables,
    evaluationTables,
  ],
  module: (config) => EvaluationModule.with(config),
};
