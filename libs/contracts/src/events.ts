import type { EventDefinition } from './event.js';
import * as clock from './clock.events.js';
import * as contact from './contact.events.js';
import * as directory from './directory.events.js';
import * as dispatch from './dispatch.events.js';
import * as evaluation from './evaluation.events.js';
import * as exporting from './export.events.js';
import * as intake from './intake.events.js';
import * as mediation from './mediation.events.js';
import * as merging from './merging.events.js';
import * as notification from './notification.events.js';
import * as paper from './paper.events.js';
import * as whistle from './whistle.events.js';

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === 'object' && value !== null && 'type' in value && 'label' in value && 'payload' in value;

/** Every event of the product by its type: the catalogue page, the ledger's labels and the relay's check come from it. */
export const eventCatalogue: ReadonlyMap<string, EventDefinition> = new Map(
  [
    directory,
    intake,
    dispatch,
    merging,
    contact,
    clock,
    whistle,
    paper,
    exporting,
    mediation,
    evaluation,
    notification,
  ]
    .flatMap((file) => Object.values(file).filter(isDefinition))
    .map((definition) => [definition.type, definition]),
);

/** The topics of the product: one per service that announces something. */
export const topics: readonly string[] = [
  'directory',
  'intake',
  'dispatch',
  'mediation',
  'evaluation',
  'notification',
];
