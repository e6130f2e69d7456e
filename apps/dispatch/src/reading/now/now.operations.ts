import { Injectable } from '@nestjs/common';
import { Operation, type OperationContext } from '@weisu/service-host';

/** What a page counts down by. */
@Injectable()
export class NowOperations {
  @Operation()
  async now(_args: Readonly<Record<string, never>>, { now }: OperationContext): Promise<Date> {
    return now;
  }
}
