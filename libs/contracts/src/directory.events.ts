import { z } from 'zod';
import { defineEvent } from './event.js';

/**
 * The reference data of the district has a new revision. Who keeps a copy fetches what lies beyond its own revision
 * (`directorySnapshot(since)`), so that neither people's names nor polygons travel in events.
 */
export const DirectoryRevisionPublished = defineEvent({
  type: 'directory.revision-published.v1',
  label: '基础数据更新',
  payload: z.object({ revision: z.int().positive(), changed: z.int().nonnegative() }),
});
