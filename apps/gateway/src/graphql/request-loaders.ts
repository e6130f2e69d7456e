import { maxLoadKeys, type OperationName } from '@weisu/api';
import DataLoader from 'dataloader';
import { Refusal } from '../calling/refusal.js';
import type { LoadEntry } from './joins.js';

/** The loads of one request: keys asked for in the same turn travel together, and each key once. */
export class RequestLoaders {
  private readonly loaders = new Map<OperationName, DataLoader<string, unknown>>();

  constructor(
    private readonly load: (operation: OperationName, keys: readonly string[]) => Promise<unknown>,
  ) {}

  readonly entry: LoadEntry = (operation, key) => {
    let loader = this.loaders.get(operation);
    if (!loader) {
      loader = new DataLoader((keys) => this.batch(operation, keys), { maxBatchSize: maxLoadKeys });
      this.loaders.set(operation, loader);
    }
    return loader.load(key);
  };

  /** What was read before a change is not the answer to it. */
  forget(): void {
    this.loaders.clear();
  }

  private async batch(operation: OperationName, keys: readonly string[]): Promise<unknown[]> {
    const answer = await this.load(operation, keys);
    const entries: unknown[] = Array.isArray(answer) ? answer : [];
    if (entries.length !== keys.length) {
      throw new Refusal('INTERNAL', undefined, undefined, {
        cause: new Error(`${operation} did not answer one entry per key`),
      });
    }
    return entries;
  }
}
