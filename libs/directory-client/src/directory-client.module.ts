import { Module, type DynamicModule } from '@nestjs/common';
import { DirectoryClient, SnapshotSource } from './directory.client.js';
import { StandIns } from '@weisu/identity';
import { DirectoryReactions } from './directory.reactions.js';
import { DirectoryStandIns } from './stand-ins.js';

@Module({})
export class DirectoryClientModule {
  static from(snapshots: SnapshotSource): DynamicModule {
    return {
      module: DirectoryClientModule,
      global: true,
      controllers: [DirectoryReactions],
      providers: [
        { provide: SnapshotSource, useValue: snapshots },
        DirectoryClient,
        { provide: StandIns, useClass: DirectoryStandIns },
      ],
      exports: [DirectoryClient, StandIns],
    };
  }
}
