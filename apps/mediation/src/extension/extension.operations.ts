import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { extended, saveClock } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { Cases } from '../mediation/cases.store.js';
import { requireCommittee } from '../mediation/who-may.js';
import { insertSession } from '../session/session.store.js';
import { extend } from './extension.js';

@Injectable()
export class ExtensionOperations {
  constructor(
    readonly cases: Cases,
    private readonly directories: DirectoryClient,
  ) {}

  /** What the parties agreed stands among the minutes. */
  @Operation()
  async extendMediation(
    { id, input }: OperationArgs['extendMediation'],
    context: OperationContext,
  ): Promise<OperationAnswer['extendMediation']> {
    const { work, now } = context;
    const directory = await this.directories.current();
    const open = await this.cases.open(context, id, requireCommittee);
    const calendar = directory.calendarAt(open.mediation.areaCode);
    const decision = extend(open, input, {
      sessionId: work.newId(),
      longer: (clock, amount) => extended(clock, { amount, unit: 'NATURAL_DAY' }, calendar, now),
      now,
    });
    await insertSession(work, this.cases.sealing, open.mediation.id, decision.session);
    await saveClock(work, decision.clock);
    await this.cases.save(work, decision);
    return this.cases.answer(context, id);
  }
}
