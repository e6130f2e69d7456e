import type { SnapshotSource } from '@weisu/directory-client';

/** Dispatch keeps no keys and calls nobody: all it needs is where the reference data come from. */
export type DispatchConfig = Readonly<{ directory: SnapshotSource }>;
