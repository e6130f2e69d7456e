import { maskedName, maskedPhone, withoutPersonalNumbers } from '@weisu/personal-data';
import type { Appeal } from '../registration/appeal.js';
import type { Contact } from './appellant.js';

/** What intake says of one matter in an exported ledger. `name` and `phone` are masked unless they are revealed. */
export type ExportedAppeal = Readonly<{
  title: string;
  text: string;
  address: string | null;
  name: string | null;
  phone: string | null;
  repeatOfId: string | null;
}>;

/** Characters of what somebody said that a cell holds: a table is to be worked with, and a page of it has a bound. */
export const longestCell = 2_000;

/** What the asker may know: who it was, what it repeats, and whether the contact is revealed. */
export type KnownToAsker = Readonly<{ who: boolean; repeatOf: boolean; revealed: boolean }>;

/** Who asked for confidentiality is not even masked where the asker may not know who it was. */
const inConfidence = '（要求保密）';

type Exported = Pick<Appeal, 'title' | 'text' | 'address' | 'origin' | 'repeatOfId'>;

export function exportedAppeal(
  { title, text, address, origin, repeatOfId }: Exported,
  contact: Contact,
  known: KnownToAsker,
): ExportedAppeal {
  const said = (words: string): string => {
    // a number that is cut is none any more: they are taken out before
    const characters = [...(known.revealed ? words : withoutPersonalNumbers(words))];
    return characters.length > longestCell
      ? `${characters.slice(0, longestCell).join('')}…`
      : characters.join('');
  };
  const shared = {
    title: said(title),
    text: said(text),
    address: address === null ? null : said(address),
    repeatOfId: known.repeatOf ? repeatOfId : null,
  };
  const found = origin === 'FOUND' && !isThere(contact);
  if (!known.who) return { ...shared, name: found ? null : inConfidence, phone: null };
  const { name, phone, phoneWritten } = contact;
  if (known.revealed) return { ...shared, name, phone: phoneWritten ?? phone };
  return {
    ...shared,
    name: name === null ? null : maskedName(name),
    phone: phone === null ? null : maskedPhone(phone),
  };
}

/** Whether there is anything to reveal. */
export const isThere = ({ name, phone, phoneWritten }: Contact): boolean =>
  name !== null || phone !== null || phoneWritten !== null;
