import { Controller } from '@nestjs/common';
import { WorkOrderDispatched, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';

@Controller()
export class FirstReceiverReactions {
  /** 首接: for a matter that no unit received itself, the first that leads it. It never changes afterwards. */
  @ReactsTo(WorkOrderDispatched)
  async onWorkOrderDispatched({ payload }: EventOf<typeof WorkOrderDispatched>, work: Work): Promise<void> {
    if (payload.role !== 'LEAD') return;
    await work.query('UPDATE appeal SET first_receiver_id = $2 WHERE id = $1 AND first_receiver_id IS NULL', [
      payload.appealId,
      payload.unitId,
    ]);
  }
}
