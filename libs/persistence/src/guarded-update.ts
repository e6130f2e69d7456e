import { DomainError } from '@weisu/contracts';
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

type Versioned = ObjectLiteral & { readonly id: string; readonly version: number };

/**
 * Writes the whole row when its version is still the one that was read, and raises the version; answers the new version.
 * Throws VERSION_CONFLICT otherwise. (TypeORM's own `save` with a stale version silently overwrites.)
 */
export async function guardedUpdate<Row extends Versioned>(
  manager: EntityManager,
  entity: EntitySchema<Row>,
  row: Row,
): Promise<number> {
  const version = row.version + 1;
  const result = await manager
    .createQueryBuilder()
    .update(entity)
    .set({ ...row, version })
    .where('id = :id AND version = :read', { id: row.id, read: row.version })
    .execute();
  if (result.affected !== 1) throw new DomainError('VERSION_CONFLICT');
  return version;
}

/** Refuses early what `guardedUpdate` would refuse: the version that a client says it has read. */
export function requireVersion(row: { readonly version: number }, expected: number | null | undefined): void {
  if (expected !== null && expected !== undefined && expected !== row.version)
    throw new DomainError('VERSION_CONFLICT');
}
