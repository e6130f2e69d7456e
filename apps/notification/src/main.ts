import { runService } from '@weisu/service-host';
import { notificationDefinition } from './index.js';

await runService(notificationDefinition);
