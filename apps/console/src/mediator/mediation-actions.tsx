/** @jsxImportSource react */
import type { Action } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line, Pick, Several, Text, YesNo } from '../shell/fields.js';
import { isYes, linesOf, momentOf, optionalText, optionalYes, textOf, textsOf } from '../shell/written.js';
import {
  ApplyConfirmationDocument,
  ConcludeDocument,
  ExtendDocument,
  FailDocument,
  RecordConsentDocument,
  RecordPerformanceDocument,
  RecordRulingDocument,
  RecordSessionDocument,
  type OneMediationQuery,
} from './generated/graphql.js';

type Shown = NonNullable<OneMediationQuery['mediation']>;

/** What a committee does with a dispute, from consent to the court's ruling. */
export const mediationActions = (mediation: Shown): readonly Action[] => [
  ...whileMediating(mediation),
  ...afterwards(mediation),
];

function whileMediating({ id, version, parties, status }: Shown): readonly Action[] {
  const people = parties.map((party) => ({ id: party.id, name: `${party.side} ${party.name}` }));
  return [
    {
      operation: 'recordConsent',
      name: '登记是否同意调解',
      hint: '调解自愿：各方都同意才开始，谁都可以中途退出。',
      primary: status === 'CONSENT_PENDING',
      fields: (
        <>
          <Pick name="party" label="哪一方" choices={people} />
          <YesNo name="consents" label="同意调解吗" yes="同意" no="不同意" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          RecordConsentDocument,
          { id, partyId: textOf(form, 'party'), consents: isYes(form, 'consents') },
          { key },
        ),
    },
    {
      operation: 'recordMediationSession',
      name: '记一次调解',
      fields: (
        <>
          <Line name="at" label="时间" type="datetime-local" />
          <Line name="place" label="地点" optional />
          <Line name="present" label="在场的人（用顿号隔开）" />
          <Text name="record" label="调解记录" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          RecordSessionDocument,
          {
            id,
            input: {
              ...{ at: momentOf(form, 'at'), place: optionalText(form, 'place') },
              ...{ present: linesOf(form, 'present'), record: textOf(form, 'record') },
            },
          },
          { key },
        ),
    },
    {
      operation: 'extendMediation',
      name: '延长调解期限',
      hint: '各方都同意才能延长，记下怎么说的。',
      fields: (
        <>
          <Line name="days" label="延长几天" type="number" min={1} max={365} />
          <Several name="agreed" label="谁同意了" choices={people} />
          <Line name="at" label="什么时候同意的" type="datetime-local" />
          <Text name="record" label="怎么说的（签字、当面、电话）" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          ExtendDocument,
          {
            id,
            input: {
              ...{ days: Number(textOf(form, 'days')), partyIds: textsOf(form, 'agreed') },
              ...{ agreedAt: momentOf(form, 'at'), record: textOf(form, 'record') },
            },
          },
          { key },
        ),
    },
    {
      operation: 'concludeMediation',
      name: '达成协议',
      fields: (
        <>
          <Text name="facts" label="纠纷的事实" />
          <Text name="terms" label="协议内容，各方责任" />
          <Line name="way" label="怎么履行" />
          <Line name="performBy" label="什么时候前履行" type="date" optional />
          <YesNo name="oral" label="口头协议吗" yes="口头" no="书面" />
          <Line name="effectiveAt" label="签字盖章、生效时间" type="datetime-local" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          ConcludeDocument,
          {
            ...{ id, version },
            input: {
              ...{ facts: textOf(form, 'facts'), terms: textOf(form, 'terms'), oral: isYes(form, 'oral') },
              ...{ performanceWay: textOf(form, 'way'), performBy: optionalText(form, 'performBy') },
              effectiveAt: momentOf(form, 'effectiveAt'),
            },
          },
          { key },
        ),
    },
    {
      operation: 'failMediation',
      name: '没有达成协议',
      fields: <Text name="reason" label="为什么" />,
      act: (form, key) => askSignedIn(FailDocument, { id, version, reason: textOf(form, 'reason') }, { key }),
    },
  ];
}

/** The court's grounds, each asked by itself (最高法民诉法解释 355, 358). */
const grounds = [
  ['voluntary', '双方自愿'],
  ['clear', '内容明确，可以执行'],
  ['identityRelation', '涉及婚姻、收养、监护等身份关系'],
  ['titleConfirmation', '涉及物权、知识产权的确权'],
  ['otherProcedure', '适用其他特别程序，如公示催告、破产'],
  ['breaksMandatoryLaw', '违反法律强制性规定'],
  ['harmsThirdParty', '损害国家、社会或他人的利益'],
] as const;

const afterwards = ({ id }: Shown): readonly Action[] => [
  {
    operation: 'recordPerformance',
    name: '登记履行情况',
    fields: (
      <>
        <YesNo name="performed" label="履行了吗" yes="履行了" no="没有履行" />
        <Text name="note" label="情况" />
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        RecordPerformanceDocument,
        { id, performed: isYes(form, 'performed'), note: textOf(form, 'note') },
        { key },
      ),
  },
  {
    operation: 'applyJudicialConfirmation',
    name: '申请司法确认',
    hint: '先按法院不受理、不确认的情形自查一遍。',
    fields: (
      <>
        <Line name="court" label="哪个法院" />
        {grounds.map(([name, label]) => (
          <YesNo key={name} name={name} label={label} />
        ))}
        <YesNo name="courtScope" label="属于法院受理范围" optional />
        <YesNo name="againstPublicOrder" label="违背公序良俗" optional />
      </>
    ),
    act: (form, key) => {
      const answers = Object.fromEntries(grounds.map(([name]) => [name, isYes(form, name)])) as Record<
        (typeof grounds)[number][0],
        boolean
      >;
      const more = {
        courtScope: optionalYes(form, 'courtScope'),
        againstPublicOrder: optionalYes(form, 'againstPublicOrder'),
      };
      const input = { court: textOf(form, 'court'), ...answers, ...more };
      return askSignedIn(ApplyConfirmationDocument, { id, input }, { key });
    },
  },
  {
    operation: 'recordConfirmationRuling',
    name: '登记法院裁定',
    fields: (
      <>
        <YesNo name="confirmed" label="法院确认了吗" yes="确认有效" no="驳回申请" />
        <Text name="note" label="说明" optional />
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        RecordRulingDocument,
        { id, confirmed: isYes(form, 'confirmed'), note: optionalText(form, 'note') },
        { key },
      ),
  },
];
