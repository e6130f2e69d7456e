import { runService } from '@weisu/service-host';
import { mediationDefinition } from './index.js';

await runService(mediationDefinition);
