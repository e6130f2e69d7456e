import type { Appeal } from '../registration/appeal.js';
import type { Contact } from './appellant.js';

type Sealed = Pick<Appeal, 'id' | 'nameSealed' | 'phoneSealed'>;
type Open = (sealed: string | null, bond: `${string}:${'name' | 'phone'}`) => string | null;

/** Who can be asked about an appeal, in the clear. */
export function contactOf({ id, nameSealed, phoneSealed }: Sealed, open: Open): Contact {
  return { name: open(nameSealed, `${id}:name`), phone: open(phoneSealed, `${id}:phone`) };
}
