import { z } from 'zod';
import { defineEvent } from './event.js';
import { paperKinds } from './vocabulary.js';

/** 文书 issued, or issued anew under its number; said of a matter, or of a whistle without one. What stands on it is not told. */
export const PaperIssued = defineEvent({
  type: 'dispatch.paper-issued.v1',
  label: '签发文书',
  payload: z.object({
    paperId: z.uuid(),
    paper: z.enum(paperKinds),
    number: z.string(),
    unitId: z.string(),
    /** With the appellant's name and telephone number in full. */
    named: z.boolean(),
    anew: z.boolean(),
  }),
});
