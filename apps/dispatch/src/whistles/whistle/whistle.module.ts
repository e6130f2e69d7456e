import type { Provider } from '@nestjs/common';
import type { EntitySchema } from 'typeorm';
import { AssessmentOperations } from '../assessment/assessment.operations.js';
import { PublicationOperations } from '../publication/publication.operations.js';
import { SubstituteOperations } from './substitute.operations.js';
import { SummonsOperations } from './summons.operations.js';
import { summonsEntity } from './summons.store.js';
import { WhistleOperations } from './whistle.operations.js';
import { whistleEntity } from './whistle.store.js';

/** What the service's module takes in of this feature. */
export const whistleEntities: readonly EntitySchema[] = [whistleEntity, summonsEntity] as EntitySchema[];
export const whistleProviders: Provider[] = [
  WhistleOperations,
  SummonsOperations,
  SubstituteOperations,
  AssessmentOperations,
  PublicationOperations,
];
