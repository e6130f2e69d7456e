import { Injectable } from '@nestjs/common';
import { DomainError } from '@weisu/contracts';
import { StandIns, type Actor } from '@weisu/identity';
import { DirectoryClient } from './directory.client.js';
import type { Directory } from './directory.js';

/** By the absences in the copy of the reference data. A unit that is not there answers as one that the actor does not stand in for. */
@Injectable()
export class DirectoryStandIns extends StandIns {
  constructor(private readonly directories: DirectoryClient) {
    super();
  }

  async standIn(actor: Actor, unitId: string, now: Date): Promise<Actor> {
    if (actor.unitId === unitId) return actor;
    // a resident stands in for nobody: the directory is not asked
    if (actor.unitId === null) throw new DomainError('NOT_DELEGATED');
    const known = standingFor(await this.directories.current(), actor, unitId, now);
    // who was just told that the absence is on record may come before the event
    const standing = known ?? standingFor(await this.directories.latest(), actor, unitId, now);
    if (!standing) throw new DomainError('NOT_DELEGATED');
    return standing;
  }
}

function standingFor(directory: Directory, actor: Actor, unitId: string, now: Date): Actor | null {
  const unit = directory.unit(unitId);
  if (!unit || actor.unitId === null || !directory.absences.actsFor(actor.unitId, unitId, now)) return null;
  return { ...actor, unitId, areaCode: unit.areaCode, delegateId: actor.unitId };
}
