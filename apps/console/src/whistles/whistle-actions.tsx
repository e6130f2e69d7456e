/** @jsxImportSource react */
import type { Action } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line, Photos, Pick, Several, Text, YesNo } from '../shell/fields.js';
import { isYes, momentOf, textOf, textsOf } from '../shell/written.js';
import {
  CallConsultationDocument,
  CompleteWhistleDocument,
  EndorseDocument,
  PublishWhistleDocument,
  RecordFindingDocument,
  WithdrawPublicationDocument,
  type OneWhistleQuery,
} from './generated/graphql.js';

type Shown = NonNullable<OneWhistleQuery['whistle']>;

const stars = [5, 4, 3, 2, 1].map((count) => ({
  id: String(count),
  name: `${'★'.repeat(count)} ${count} 星`,
}));

/** What is done with a whistle as a whole, mostly by who blew it. */
export function whistleActions({ id, version, summonses }: Shown): readonly Action[] {
  const finished = summonses.filter(({ status }) => status === 'FINISHED');
  const units = summonses.map(({ unit }) => unit);
  return [
    {
      operation: 'endorseWhistle',
      name: '签发',
      hint: '街道签发后，各单位开始计时。',
      primary: true,
      act: (_, key) => askSignedIn(EndorseDocument, { id }, { key }),
    },
    {
      operation: 'callConsultation',
      name: '召集会商',
      fields: (
        <>
          <Text name="agenda" label="议题" />
          <Line name="place" label="地点" />
          <Line name="at" label="时间" type="datetime-local" />
          <Several name="units" label="请哪些单位" choices={units} />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          CallConsultationDocument,
          {
            whistleId: id,
            input: {
              ...{ agenda: textOf(form, 'agenda'), place: textOf(form, 'place') },
              ...{ at: momentOf(form, 'at'), unitIds: textsOf(form, 'units') },
            },
          },
          { key },
        ),
    },
    {
      operation: 'recordFinding',
      name: '登记检查发现',
      fields: (
        <>
          <Line name="place" label="在哪里" />
          <Text name="text" label="发现了什么" />
          <YesNo name="advised" label="当场劝导了吗" yes="劝导了" no="没有" />
          <Line
            name="correctBy"
            label="整改期限（有执法权的单位，填了就发整改通知）"
            type="datetime-local"
            optional
          />
          <Photos name="photos" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          RecordFindingDocument,
          {
            whistleId: id,
            input: {
              ...{
                place: textOf(form, 'place'),
                text: textOf(form, 'text'),
                advised: isYes(form, 'advised'),
              },
              correctBy: textOf(form, 'correctBy') ? momentOf(form, 'correctBy') : null,
              attachments: textsOf(form, 'photos'),
            },
          },
          { key },
        ),
    },
    {
      operation: 'completeWhistle',
      name: '办结并评价',
      fields: (
        <>
          <Text name="outcome" label="结果" />
          {finished.map((one) => (
            <Pick key={one.id} name={`stars ${one.id}`} label={`评价 ${one.unit.name}`} choices={stars} />
          ))}
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          CompleteWhistleDocument,
          {
            ...{ id, version, outcome: textOf(form, 'outcome') },
            ratings: finished.map((one) => ({
              summonsId: one.id,
              stars: Number(textOf(form, `stars ${one.id}`)),
            })),
          },
          { key },
        ),
    },
    {
      operation: 'publishWhistle',
      name: '公开结果',
      hint: '居民看得到。不要写姓名、电话和门牌。',
      fields: (
        <>
          <Text name="text" label="公开的文字" />
          <Photos name="before" label="之前的照片" />
          <Photos name="after" label="之后的照片" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          PublishWhistleDocument,
          { id, text: textOf(form, 'text'), before: textsOf(form, 'before'), after: textsOf(form, 'after') },
          { key },
        ),
    },
    {
      operation: 'withdrawPublication',
      name: '撤回公开',
      act: (_, key) => askSignedIn(WithdrawPublicationDocument, { id }, { key }),
    },
  ];
}
