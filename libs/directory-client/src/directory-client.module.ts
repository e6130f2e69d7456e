import { Module, type DynamicModule } from '@nestjs/common';
import { DirectoryClient, SnapshotSource } from './directory.client.js';
import { DirectoryReactions } from './directory.reactions.js';

@Module({})
export class DirectoryClientModule {
  static from(snapshots: SnapshotSource): DynamicModule {
    return {
      module: DirectoryClientModule,
      global: true,
      controllers: [DirectoryReactions],
      providers: [{ provide: SnapshotSource, useValue: snapshots }, DirectoryClient],
      exports: [DirectoryClient],
    };
  }
}
