import { Inject, Injectable } from '@nestjs/common';
import type { LoadAnswer } from '@weisu/api';
import { mayKnowWho, visibleToOffices } from '@weisu/appeal-access';
import { isId } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { Operation, possibilitiesOf, type OperationContext } from '@weisu/service-host';
import { contactOf } from '../person/contact.js';
import { Vault } from '../person/vault.store.js';
import { readAppeals } from '../registration/appeal.store.js';
import { coursesOf } from '../retention/course.store.js';
import { retentionTermsToken } from '../retention/erasure.operations.js';
import type { RetentionTerms } from '../retention/terms.js';
import { rules } from './rules.js';

/** What the caller may do now with matters that it sees, of what belongs to intake; nobody is shown by asking. */
@Injectable()
export class PossibleOperations {
  constructor(
    private readonly directories: DirectoryClient,
    private readonly vault: Vault,
    @Inject(retentionTermsToken) private readonly terms: RetentionTerms,
  ) {}

  @Operation()
  async intakePossibilities(
    keys: readonly string[],
    { actor, work, now }: OperationContext,
  ): Promise<LoadAnswer['intakePossibilities']> {
    const directory = await this.directories.current();
    const seen = await visibleToOffices(work.manager, actor, [...new Set(keys.filter(isId))]);
    const appeals = await readAppeals(work, [...seen]);
    const courses = await coursesOf(work, [...seen]);
    const answers = new Map(
      appeals.flatMap((appeal) => {
        const { id } = appeal;
        const course = courses.find((one) => one.id === id);
        if (!course) return [];
        const contact = () => contactOf(appeal, this.vault.open);
        const known = mayKnowWho(appeal, actor, directory, now);
        const facts = { actor, appeal, contact, course, terms: this.terms, mayKnowWho: known, now };
        return [[id, { id, operations: possibilitiesOf(rules, facts, actor) }] as const];
      }),
    );
    return keys.map((key) => answers.get(key.toLowerCase()) ?? null);
  }
}
