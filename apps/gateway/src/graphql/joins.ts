import type { Load, OperationName } from '@weisu/api';

export type Entity = Readonly<Record<string, unknown>>;

/** Answers the entry of one key; null where there is nothing, or nothing that the caller may see. */
export type LoadEntry = (operation: OperationName, key: string) => Promise<unknown>;

/** The value of a field that another operation joins to its parent. */
export async function join(
  parent: Entity,
  field: string,
  load: Load,
  loadEntry: LoadEntry,
): Promise<unknown> {
  if (Object.hasOwn(parent, field)) return parent[field];
  const key = await keyOf(parent, field, load, loadEntry);
  if (key.carried) return key.value;
  if (load.keyList) return listOf(textsOf(key.value), load, loadEntry);
  const nothing = load.list ? [] : (load.absent ?? null);
  if (typeof key.value !== 'string') return nothing;
  const { value } = key;
  if (load.also) return gathered([load.operation, ...load.also], value, field, loadEntry);
  const entry = await loadEntry(load.operation, value);
  return (load.take === 'whole' ? entry : propertyOf(entry, field)) ?? nothing;
}

/** One list of what several services say of a key; who knows nothing of it adds nothing. */
async function gathered(
  operations: readonly OperationName[],
  key: string,
  field: string,
  loadEntry: LoadEntry,
): Promise<unknown[]> {
  const entries = await Promise.all(operations.map((operation) => loadEntry(operation, key)));
  return entries.flatMap((entry) => {
    const list = propertyOf(entry, field);
    return Array.isArray(list) ? (list as unknown[]) : [];
  });
}

type Key = Readonly<{ carried: boolean; value: unknown }>;

/** The parent holds the key, or its own load does; and that load may even carry the field itself. */
async function keyOf(parent: Entity, field: string, load: Load, loadEntry: LoadEntry): Promise<Key> {
  if (Object.hasOwn(parent, load.by) || !load.via) return { carried: false, value: parent[load.by] };
  const parentKey = parent[load.via.by];
  const whole = typeof parentKey === 'string' ? await loadEntry(load.via.operation, parentKey) : null;
  if (!isEntity(whole)) return { carried: false, value: null };
  if (Object.hasOwn(whole, field)) return { carried: true, value: whole[field] };
  return { carried: false, value: whole[load.by] };
}

async function listOf(keys: readonly string[], load: Load, loadEntry: LoadEntry): Promise<unknown[]> {
  const entries = await Promise.all(keys.map((key) => loadEntry(load.operation, key)));
  return entries.filter((entry) => entry !== null);
}

function propertyOf(entry: unknown, field: string): unknown {
  return isEntity(entry) ? entry[field] : null;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
