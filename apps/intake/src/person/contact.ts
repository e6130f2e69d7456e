import type { Appeal } from '../registration/appeal.js';
import type { Contact } from './appellant.js';

type Sealed = Pick<Appeal, 'id' | 'nameSealed' | 'phoneSealed' | 'phoneWrittenSealed'>;
type Open = (sealed: string | null, bond: `${string}:${'name' | 'phone' | 'phone-written'}`) => string | null;

/** Who can be asked about an appeal, in the clear. */
export function contactOf({ id, nameSealed, phoneSealed, phoneWrittenSealed }: Sealed, open: Open): Contact {
  return {
    name: open(nameSealed, `${id}:name`),
    phone: open(phoneSealed, `${id}:phone`),
    phoneWritten: open(phoneWrittenSealed, `${id}:phone-written`),
  };
}
