/** Uploads whose bytes are still coming, of callers with and without an account: the two never take each other's place. */
export type Side = 'SIGNED_IN' | 'ANONYMOUS';

/** Open uploads of one person. Behind a network there may be a whole building, so it has no such limit. */
const mostOfPerson = 2;
/** Bytes that lie in memory while uploads of a side are open. */
export const mostBytes = 256 * 1024 * 1024;
/** An upload younger than this has shown no pace yet. */
const provenMs = 2_000;

type Upload = {
  readonly of: string;
  readonly side: Side;
  readonly began: number;
  bytes: number;
  end: () => void;
};

export type OpenUpload = Readonly<{ received(bytes: number, now: number): void; close(): void }>;

/**
 * Keeps uploads from each other's way: a person has no more than two open, and where the bytes that lie in memory are too many, the slowest upload of whoever
 * holds most of them is ended and not the next one refused. So whoever opens many and sends little ends itself.
 */
export class OpenUploads {
  private readonly open = new Set<Upload>();

  /** Null: this person has two open. `of`: the person, or the network of who has no account. `end` is called when the upload has to make room. */
  begin(of: string, side: Side, now: number, end: () => void): OpenUpload | null {
    const own = [...this.open].filter((upload) => upload.of === of && upload.side === side);
    if (side === 'SIGNED_IN' && own.length >= mostOfPerson) return null;
    const upload: Upload = { of, side, began: now, bytes: 0, end };
    this.open.add(upload);
    return {
      received: (bytes, at) => {
        upload.bytes += bytes;
        this.makeRoom(side, at);
      },
      close: () => this.open.delete(upload),
    };
  }

  private makeRoom(side: Side, now: number): void {
    let open = [...this.open].filter((upload) => upload.side === side);
    let lying = bytesOf(open);
    while (lying > mostBytes) {
      const slowest = slowestOf(greediestOf(open), now);
      if (!slowest) return;
      this.open.delete(slowest);
      open = open.filter((upload) => upload !== slowest);
      lying -= slowest.bytes;
      slowest.end();
    }
  }
}

const bytesOf = (uploads: readonly Upload[]): number => uploads.reduce((sum, { bytes }) => sum + bytes, 0);

/** The uploads of the person or network whose bytes are most. */
function greediestOf(uploads: readonly Upload[]): readonly Upload[] {
  const owners = new Map<string, Upload[]>();
  for (const upload of uploads) owners.set(upload.of, [...(owners.get(upload.of) ?? []), upload]);
  return [...owners.values()].sort((a, b) => bytesOf(b) - bytesOf(a))[0] ?? [];
}

/** Of those that had time to show their pace, else of all. */
function slowestOf(uploads: readonly Upload[], now: number): Upload | undefined {
  const proven = uploads.filter(({ began }) => now - began >= provenMs);
  const rate = ({ bytes, began }: Upload): number => bytes / Math.max(now - began, 1);
  return [...(proven.length ? proven : uploads)].sort((a, b) => rate(a) - rate(b))[0];
}
