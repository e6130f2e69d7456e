import type { SnapshotSource } from '@weisu/directory-client';
import type { DispatchConfig } from './config.js';
import type { Others } from './reading/export/others.client.js';

/** Nothing is known to intake and evaluation of any matter. */
const nothingSaid: Others = {
  appeals: ({ keys }) => Promise.resolve(keys.map(() => null)),
  outcomes: (_asker, keys) => Promise.resolve(keys.map(() => null)),
};

export function testConfig(directory: SnapshotSource, others: Others = nothingSaid): DispatchConfig {
  return {
    directory,
    others,
    exportKeys: { writesWith: 'k1', keys: new Map([['k1', Buffer.alloc(32, 1)]]) },
  };
}
