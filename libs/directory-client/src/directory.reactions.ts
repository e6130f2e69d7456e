import { Controller } from '@nestjs/common';
import { DirectoryRevisionPublished } from '@weisu/contracts';
import { ReactsTo } from '@weisu/messaging';
import { DirectoryClient } from './directory.client.js';

@Controller()
export class DirectoryReactions {
  constructor(private readonly directory: DirectoryClient) {}

  /** Fetches everything beyond the copy's own revision, so a lost or reordered event is made good by the next. */
  @ReactsTo(DirectoryRevisionPublished)
  async onRevisionPublished(): Promise<void> {
    await this.directory.refresh();
  }
}
