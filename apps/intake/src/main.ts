import { runService } from '@weisu/service-host';
import { intakeDefinition } from './index.js';

await runService(intakeDefinition);
