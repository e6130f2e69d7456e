/** @jsxImportSource react */
import type { Action } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line, Photos, Text, UnitPick, YesNo } from '../shell/fields.js';
import { isYes, optionalText, textOf, textsOf } from '../shell/written.js';
import {
  AcknowledgeDocument,
  AnswerRatingDocument,
  DecideSubstituteDocument,
  FinishSummonsDocument,
  OverruleRefusalDocument,
  ProposeSubstituteDocument,
  RecordActionDocument,
  RefuseSummonsDocument,
  ReportInDocument,
  UpholdRefusalDocument,
  WaiveSummonsDocument,
} from './generated/graphql.js';
import { PositionField, pointOf } from './position.js';

type Called = Readonly<{ id: string; status: string }>;

const why = <Text name="reason" label="理由" />;

/** What the called unit does, on the way and on the spot. */
export const answersOf = ({ id, status }: Called): readonly Action[] => [
  {
    operation: 'acknowledgeSummons',
    name: '接哨',
    primary: status === 'CALLED',
    act: (_, key) => askSignedIn(AcknowledgeDocument, { id }, { key }),
  },
  {
    operation: 'reportIn',
    name: '报到',
    primary: status === 'ACKNOWLEDGED' || status === 'OVERRULED',
    fields: (
      <>
        <Line name="officer" label="到场人员" />
        <Line name="phone" label="电话" type="tel" optional />
        <PositionField />
        <Photos name="photos" label="现场照片" />
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        ReportInDocument,
        {
          id,
          input: {
            ...{ officer: textOf(form, 'officer'), phone: optionalText(form, 'phone') },
            ...{ point: pointOf(form), attachments: textsOf(form, 'photos') },
          },
        },
        { key },
      ),
  },
  {
    operation: 'recordAction',
    name: '记录处置',
    fields: (
      <>
        <Text name="note" label="做了什么" />
        <Photos name="photos" />
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        RecordActionDocument,
        { id, note: textOf(form, 'note'), attachments: textsOf(form, 'photos') },
        { key },
      ),
  },
  {
    operation: 'finishSummons',
    name: '办完本单位的部分',
    primary: status === 'ACTING',
    fields: <Text name="result" label="结果" />,
    act: (form, key) => askSignedIn(FinishSummonsDocument, { id, result: textOf(form, 'result') }, { key }),
  },
  {
    operation: 'refuseSummons',
    name: '拒绝报到',
    hint: '写明为什么不属于本单位；由区里裁定，裁定要来的接着计时。',
    fields: why,
    act: (form, key) => askSignedIn(RefuseSummonsDocument, { id, reason: textOf(form, 'reason') }, { key }),
  },
  {
    operation: 'proposeSubstitute',
    name: '建议改由别的单位来',
    fields: (
      <>
        <UnitPick name="unit" label="由谁来" />
        {why}
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        ProposeSubstituteDocument,
        { id, unitId: textOf(form, 'unit'), reason: textOf(form, 'reason') },
        { key },
      ),
  },
  {
    operation: 'answerRating',
    name: '对评价作说明',
    fields: <Text name="answer" label="说明" />,
    act: (form, key) => askSignedIn(AnswerRatingDocument, { id, answer: textOf(form, 'answer') }, { key }),
  },
];

/** What is decided of a called unit: by the district, and by who whistled. */
export const decisionsOf = ({ id }: Called): readonly Action[] => [
  {
    operation: 'upholdRefusal',
    name: '拒绝成立，不必报到',
    fields: why,
    act: (form, key) => askSignedIn(UpholdRefusalDocument, { id, reason: textOf(form, 'reason') }, { key }),
  },
  {
    operation: 'overruleRefusal',
    name: '驳回拒绝，必须报到',
    fields: why,
    act: (form, key) => askSignedIn(OverruleRefusalDocument, { id, reason: textOf(form, 'reason') }, { key }),
  },
  {
    operation: 'decideSubstitute',
    name: '决定是否换单位',
    fields: (
      <>
        <YesNo name="approve" label="同意换吗" yes="同意" no="不同意" />
        {why}
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        DecideSubstituteDocument,
        { id, approve: isYes(form, 'approve'), reason: textOf(form, 'reason') },
        { key },
      ),
  },
  {
    operation: 'waiveSummons',
    name: '不必报到',
    fields: why,
    act: (form, key) => askSignedIn(WaiveSummonsDocument, { id, reason: textOf(form, 'reason') }, { key }),
  },
];
