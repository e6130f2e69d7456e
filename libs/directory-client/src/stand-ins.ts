import { Injectable } from '@nestjs/common';
import { DomainError } from '@weisu/contracts';
import { StandIns, type Actor } from '@weisu/identity';
import { DirectoryClient } from './directory.client.js';

/** By the absences in the copy of the reference data. A unit that is not there answers as one that the actor does not stand in for. */
@Injectable()
export class DirectoryStandIns extends StandIns {
  constructor(private readonly directories: DirectoryClient) {
    super();
  }

  async standIn(actor: Actor, unitId: string, now: Date): Promise<Actor> {
    if (actor.unitId === unitId) return actor;
    const directory = await this.directories.current();
    const unit = directory.unit(unitId);
    if (!unit || actor.unitId === null || !directory.absences.actsFor(actor.unitId, unitId, now))
      throw new DomainError('NOT_DELEGATED');
    return { ...actor, unitId, areaCode: unit.areaCode, delegateId: actor.unitId };
  }
}
