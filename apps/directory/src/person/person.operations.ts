import { Injectable } from '@nestjs/common';
import { roles, type LoadAnswer, type OperationAnswer, type OperationArgs } from '@weisu/api';
import { Operation, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { isOfficial } from '../reach/reach.js';
import { EntryStore } from '../revision/entry.store.js';
import { postsOf } from './post.js';

@Injectable()
export class PersonOperations {
  constructor(private readonly entries: EntryStore) {}

  /** Roles, unit and area are what the token says, since permissions follow the token; posts are from the person's record. */
  @Operation()
  async me(_: OperationArgs['me'], { actor, now }: OperationContext): Promise<OperationAnswer['me']> {
    const { directory } = await this.entries.current();
    const { subject, name, unitId, areaCode } = actor;
    return {
      subject,
      name,
      roles: roles.filter((role) => actor.roles.includes(role)),
      unitId,
      areaCode,
      posts: postsOf(directory, subject, civilDate(now)),
      representedUnitIds: unitId === null ? [] : directory.absences.representedBy(unitId, now),
    };
  }

  /** Names of officials are for officials. Who has left keeps the name in what was done then. */
  @Operation()
  async peopleById(ids: readonly string[], { actor }: OperationContext): Promise<LoadAnswer['peopleById']> {
    if (!isOfficial(actor)) return ids.map(() => null);
    const { directory, ended } = await this.entries.current();
    return ids.map((id) => {
      const person = directory.person(id) ?? ended.person(id);
      return person && { id: person.id, name: person.name };
    });
  }
}
