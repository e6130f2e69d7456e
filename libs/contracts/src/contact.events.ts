import { z } from 'zod';
import { defineEvent } from './event.js';

const appeal = { appealId: z.uuid() };
const order = { ...appeal, workOrderId: z.uuid(), unitId: z.string() };

/** `late` is what the response rate counts when its source is the clock. */
export const AppellantContacted = defineEvent({
  type: 'dispatch.appellant-contacted.v1',
  label: '联系诉求人',
  payload: z.object({ ...order, late: z.boolean(), noteId: z.uuid() }),
});
export const FactsVerified = defineEvent({
  type: 'dispatch.facts-verified.v1',
  label: '核实情况',
  payload: z.object({ ...order, late: z.boolean(), noteId: z.uuid() }),
});
/** Of the matter, by the desk, the duty room or who received it: no work order is needed. `late`: after the limit that runs from registration. */
export const FirstContactMade = defineEvent({
  type: 'dispatch.first-contact-made.v1',
  label: '首次联系诉求人',
  payload: z.object({ ...appeal, unitId: z.string(), late: z.boolean(), noteId: z.uuid() }),
});
export const FirstVerificationMade = defineEvent({
  type: 'dispatch.first-verification-made.v1',
  label: '首次核实情况',
  payload: z.object({ ...appeal, unitId: z.string(), late: z.boolean(), noteId: z.uuid() }),
});
/** She is not called now, as she chose: notification sends her a text. Once a matter. */
export const AppellantMessaged = defineEvent({
  type: 'dispatch.appellant-messaged.v1',
  label: '短信联系诉求人',
  payload: z.object(appeal),
});
