import type {
  AppealAnswer,
  AppellantAnswer,
  FollowUpAnswer,
  OperationName,
  PaperAnswer,
  RatingAnswer,
} from '@weisu/api';
import { filledIn, paperFields, type Page, type Template } from '@weisu/papers';
import { Refusal } from '../calling/refusal.js';

/** Asks in the caller's name, so that nobody reads more on paper than on the screen. */
export type Ask = (operation: OperationName, args: unknown) => Promise<unknown>;

type Sheet = Readonly<{
  template: Template;
  fields: Readonly<Record<string, string | null>>;
  followUpId: string | null;
  rated: boolean;
}>;

export type Printable = Readonly<{ page: Page; number: string; issuedAt: Date }>;

/**
 * The page of a paper as it was issued. Dispatch keeps its own part; what the appellant said, at the matter, to a follow-up and with a rating, is read from
 * who keeps it, and never changes until it is erased. A named paper is a reveal, with all that this takes. Throws Refusal.
 */
export async function printable(ask: Ask, id: string): Promise<Printable> {
  const paper = (await ask('paper', { id })) as PaperAnswer | null;
  if (!paper) throw new Refusal('NOT_FOUND');
  const sheet = paper.sheet as Sheet | null;
  if (!sheet) throw new Refusal('PERSONAL_DATA_ERASED');
  const said = saysContent(paper) ? await saidBy(ask, paper, paper.appealId, sheet) : {};
  const page = filledIn(sheet.template, { ...sheet.fields, ...said });
  return { page, number: paper.number, issuedAt: new Date(paper.issuedAt) };
}

const saysContent = (paper: PaperAnswer): paper is PaperAnswer & { appealId: string } =>
  paper.appealId !== null && (paperFields[paper.kind] as readonly string[]).includes('content');

async function saidBy(
  ask: Ask,
  paper: PaperAnswer,
  appealId: string,
  { template, followUpId, rated }: Sheet,
): Promise<Record<string, string | null>> {
  const keys = [appealId];
  const [appeal] = (await ask('appealsById', { keys })) as readonly (AppealAnswer | null)[];
  if (!appeal) throw new Refusal('NOT_FOUND');
  if (appeal.personalDataErasedAt) throw new Refusal('PERSONAL_DATA_ERASED');
  const said: Record<string, string | null> = {
    ...reporterOf(
      appeal,
      paper.named ? await revealed(ask, appeal, `打印${template.title} ${paper.number}`) : null,
    ),
    address: appeal.address ?? null,
    content: appeal.text ?? null,
  };
  if (followUpId !== null) {
    const [followUps] = (await ask('followUpsByAppeal', { keys })) as readonly (readonly FollowUpAnswer[])[];
    said['note'] = followUps?.find((followUp) => followUp.id === followUpId)?.note ?? null;
  }
  if (rated) {
    const [rating] = (await ask('ratingByAppeal', { keys })) as readonly (RatingAnswer | null)[];
    said['comment'] = rating?.comment ?? null;
  }
  return said;
}

/** Nobody asked for a matter that we found ourselves. */
async function revealed(
  ask: Ask,
  { id, origin }: AppealAnswer,
  purpose: string,
): Promise<AppellantAnswer | null> {
  return origin === 'FOUND' ? null : ((await ask('revealAppellant', { id, purpose })) as AppellantAnswer);
}

/** Masked unless revealed; whoever asked for confidentiality is not even masked, so that the paper is the same for everybody. */
function reporterOf(
  { origin, confidential, appellant }: AppealAnswer,
  inFull: AppellantAnswer | null,
): Readonly<{ reporter: string; phone: string | null }> {
  if (origin === 'FOUND') return { reporter: '主动发现', phone: null };
  if (confidential && !inFull) return { reporter: '（要求保密）', phone: null };
  const shown = inFull ?? appellant;
  return { reporter: shown?.name ?? '匿名', phone: shown?.phone ?? null };
}
