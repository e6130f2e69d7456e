import { withMessaging } from '@weisu/messaging';
import type { ServiceDefinition } from '@weisu/service-host';
import { DirectoryModule } from './directory.module.js';
import { directorySchema } from './import/pack-import.operations.js';
import { referenceData } from './migrations/0100-reference-data.js';
import { absenceReasons } from './migrations/0110-absence-reasons.js';
import { sessions } from './migrations/0120-sessions.js';

export { runDirectoryImport } from './import/directory-import.operations.js';
export { PackRefused, type PackChange } from './import/pack-change.js';
export { importPack, importPackFolder, previewPack } from './import/pack-import.operations.js';
export { PackInvalid, readPack } from './pack/pack.reader.js';
export { runCategoriesImport } from './profile/categories-import.operations.js';
export { runProfileCheck } from './pack/profile-check.operations.js';

export const directoryDefinition: ServiceDefinition = {
  service: 'DIRECTORY',
  schema: directorySchema,
  entities: [],
  migrations: withMessaging([referenceData, absenceReasons, sessions]),
  config: () => null,
  module: () => DirectoryModule,
};
