import { runService } from '@weisu/service-host';
import { dispatchDefinition } from './index.js';

await runService(dispatchDefinition);
