import type { Point } from '../parts/place.js';

/** `attachmentId`: the server has it already. */
export type Photo = Readonly<{ id: string; name: string; content: Blob; attachmentId: string | null }>;

/**
 * What somebody was about to report. Kept on the device until it is sent, for a week at most; who she is and her number are not: a telephone may be somebody else's tomorrow.
 * `key` and `clientId` are those that it is sent with, so that what was sent and not answered is not sent twice.
 */
export type Draft = Readonly<{
  text: string;
  areaCode: string | null;
  address: string;
  point: Point | null;
  photos: readonly Photo[];
  key: string;
  clientId: string;
}>;

const store = 'draft';
const keptMilliseconds = 7 * 24 * 3_600_000;

type Kept = Draft & Readonly<{ savedAt: number }>;

/** Null where the browser keeps nothing (a private window): the form works without. */
function kept<Answer>(
  mode: IDBTransactionMode,
  act: (drafts: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const nothing = () => resolve(null);
    try {
      const opening = indexedDB.open('weisu-resident', 1);
      opening.onupgradeneeded = () => void opening.result.createObjectStore(store);
      opening.onerror = nothing;
      opening.onsuccess = () => {
        const db = opening.result;
        const asked = act(db.transaction(store, mode).objectStore(store));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = nothing;
        asked.transaction?.addEventListener('complete', () => db.close());
      };
    } catch {
      nothing();
    }
  });
}

export async function keptDraft(page: string, now: number): Promise<Draft | null> {
  const found = (await kept('readonly', (drafts) => drafts.get(page))) as Kept | null | undefined;
  if (!found) return null;
  if (now - found.savedAt <= keptMilliseconds) return found;
  await dropDraft(page);
  return null;
}

export async function keepDraft(page: string, draft: Draft, now: number): Promise<void> {
  await kept('readwrite', (drafts) => drafts.put({ ...draft, savedAt: now }, page));
}

export async function dropDraft(page: string): Promise<void> {
  await kept('readwrite', (drafts) => drafts.delete(page));
}
