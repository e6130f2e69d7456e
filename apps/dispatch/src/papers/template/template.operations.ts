import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { areaAt, DomainError, levelOf, paperKinds, type PaperKind } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { ourTemplate, paperFields } from '@weisu/papers';
import { Operation, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { requireDuty } from '../../ground/duty/require-duty.js';
import { requireReach } from '../../ground/appeal-list/appeal-list.store.js';
import { TemplateReader } from './template.reader.js';
import { storeTemplate, templateIn, type SetTemplate } from './template.store.js';

type Args = OperationArgs['setPaperTemplate'];

/** What papers look like is the street's own. */
@Injectable()
export class TemplateOperations {
  constructor(
    readonly directories: DirectoryClient,
    private readonly templates: TemplateReader,
  ) {}

  @Operation()
  async paperTemplates(
    { areaCode }: OperationArgs['paperTemplates'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['paperTemplates']> {
    requireReach(await this.directories.current(), actor, areaCode);
    const set = [];
    for (const kind of paperKinds) set.push(answerOf(kind, await templateIn(work.manager, areaCode, kind)));
    return set;
  }

  /** By the district for all its streets, or by who dispatches or supervises in a street for that one. */
  @Operation({
    restore: async ({ directories }: TemplateOperations, _, { actor, work }, args: Args) => {
      requireReach(await directories.current(), actor, args.areaCode);
      return answerOf(args.kind, await templateIn(work.manager, args.areaCode, args.kind));
    },
  })
  async setPaperTemplate(
    { areaCode, kind, template }: Args,
    { actor, work, now }: OperationContext,
  ): Promise<OperationAnswer['setPaperTemplate']> {
    const directory = await this.directories.current();
    requireReach(directory, actor, areaCode);
    requireEditor(directory, actor, areaCode, now);
    const text = template?.trim() ? template : null;
    if (text !== null) await this.templates.read(text, kind);
    await storeTemplate(work, areaCode, kind, text);
    return answerOf(kind, await templateIn(work.manager, areaCode, kind));
  }
}

function requireEditor(directory: Directory, actor: Actor, areaCode: string, now: Date): void {
  const level = levelOf(areaCode);
  if (level !== 'STREET' && level !== 'DISTRICT')
    throw new DomainError('INVALID_ARGUMENT', 'areaCode: a street or the district');
  if (actor.roles.includes('DISTRICT')) return;
  const profile = directory.profileOn(areaAt('STREET', areaCode) ?? areaCode, civilDate(now));
  if (!profile) throw new DomainError('PROFILE_MISSING');
  requireDuty(directory, profile, ['ALLOCATE', 'SUPERVISE'], actor.unitId, areaCode);
}

function answerOf(kind: PaperKind, set: SetTemplate | null): OperationAnswer['setPaperTemplate'] {
  return {
    kind,
    template: set?.template ?? ourTemplate(kind),
    fields: [...paperFields[kind]],
    areaCode: set?.areaCode ?? null,
    setById: set?.unitId ?? null,
    setAt: set?.setAt ?? null,
  };
}
