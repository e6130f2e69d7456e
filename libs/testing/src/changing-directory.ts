import { announce, DirectoryRevisionPublished } from '@weisu/contracts';
import { SnapshotSource, type DirectoryEntry, type DirectorySnapshot } from '@weisu/directory-client';
import { demoSnapshot } from './demo-directory.js';
import type { TestService } from './test-service.js';
import type { TestTime } from './test-time.js';

/** The reference data of the demo district, which may change. */
export class ChangingDirectory extends SnapshotSource {
  private revision = 1;
  private changed: readonly DirectoryEntry[] = [];

  fetch(since: number): Promise<DirectorySnapshot> {
    const { entries } = demoSnapshot();
    if (this.revision === 1) return Promise.resolve({ revision: 1, entries: since >= 1 ? [] : entries });
    return Promise.resolve({ revision: this.revision, entries: this.changed });
  }

  async publish(service: TestService, time: TestTime, ...entries: DirectoryEntry[]): Promise<void> {
    this.revision += 1;
    this.changed = entries;
    const event = announce(DirectoryRevisionPublished, { revision: this.revision, changed: entries.length });
    await service.probe.say('directory', event, time.now());
  }
}
