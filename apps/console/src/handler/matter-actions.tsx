/** @jsxImportSource react */
import { Actions, type Action, type Possible } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line, Photos, Pick, Term, Text, UnitPick, UnitsPick } from '../shell/fields.js';
import { momentOf, optionalText, linesOf, textOf, textsOf } from '../shell/written.js';
import { Length, lengthOf } from './order-actions.js';
import {
  BlowWhistleDocument,
  ClaimAccountDocument,
  ClaimDocument,
  DeclineDocument,
  FileRequestDocument,
  FirstContactDocument,
  FirstVerificationDocument,
  PassDocument,
  PutOnAccountDocument,
  ReportBackDocument,
  ReviewAccountDocument,
  StrikeOffAccountDocument,
  SuperviseDocument,
  type DeclineGround,
  type OneMatterQuery,
  type WhistleSituation,
} from './generated/graphql.js';

type Shown = NonNullable<OneMatterQuery['appeal']>;

/** What an office does with a matter while it goes on; how it ends stands by itself. */
export function MatterActions({
  matter,
  possible,
  isHandler,
}: Readonly<{
  matter: Shown;
  possible: readonly Possible[] | undefined;
  /** Her unit has an order of it: its steps are the first word, too. */
  isHandler: boolean;
}>) {
  const actions = [
    ...firstOf(matter, isHandler),
    ...togetherOf(matter),
    ...accountOf(matter),
    ...requestsOf(matter),
  ];
  return <Actions title="处理这件事" possible={possible} actions={actions} />;
}

const firstOf = ({ id, version }: Shown, isHandler: boolean): readonly Action[] => [
  {
    operation: 'claimAppeal',
    name: '认领',
    hint: '由本单位主办这件事。',
    act: (_, key) => askSignedIn(ClaimDocument, { id, expectedVersion: version }, { key }),
  },
  {
    operation: 'recordFirstContact',
    name: '首次联系诉求人',
    done: isHandler,
    fields: <Text name="note" label="说了什么" />,
    act: (form, key) => askSignedIn(FirstContactDocument, { id, note: textOf(form, 'note') }, { key }),
  },
  {
    operation: 'recordFirstVerification',
    name: '首次核实情况',
    done: isHandler,
    fields: <Text name="facts" label="核实到什么" />,
    act: (form, key) => askSignedIn(FirstVerificationDocument, { id, facts: textOf(form, 'facts') }, { key }),
  },
  {
    operation: 'declineAppeal',
    name: '不予受理',
    hint: '诉求人会看到说明，和可以去的地方。',
    fields: (
      <>
        <Term name="ground" label="情形" list="DeclineGround" />
        <Text name="explanation" label="给诉求人的说明" />
        <Line name="referTo" label="可以去哪里" optional />
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        DeclineDocument,
        {
          ...{ id, version, ground: textOf(form, 'ground') as DeclineGround },
          ...{ explanation: textOf(form, 'explanation'), referTo: optionalText(form, 'referTo') },
        },
        { key },
      ),
  },
];

function togetherOf({ id, area, workOrders }: Shown): readonly Action[] {
  const handlers = workOrders.map(({ unit }) => unit);
  return [
    {
      operation: 'blowWhistle',
      name: '吹哨',
      hint: '街道一家解决不了的，叫有关部门到场，各自从现在起计时。',
      fields: (
        <>
          <Term name="situation" label="情形" list="WhistleSituation" />
          <Text name="reason" label="要大家来做什么" />
          <UnitsPick name="units" label="叫哪些单位" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          BlowWhistleDocument,
          {
            input: {
              ...{ appealIds: [id], areaCode: area?.code ?? '', reason: textOf(form, 'reason') },
              situation: textOf(form, 'situation') as WhistleSituation,
              unitIds: textsOf(form, 'units'),
            },
          },
          { key },
        ),
    },
    {
      operation: 'supervise',
      name: '督办',
      fields: (
        <>
          <Pick name="unit" label="督办哪个单位" choices={handlers} />
          <Text name="text" label="督办内容" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          SuperviseDocument,
          { id, unitId: textOf(form, 'unit'), text: textOf(form, 'text') },
          { key },
        ),
    },
    {
      operation: 'passAppeal',
      name: '转其他系统',
      fields: (
        <>
          <Line name="system" label="哪个系统" />
          <Text name="text" label="转过去的话" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          PassDocument,
          { id, system: textOf(form, 'system'), text: textOf(form, 'text') },
          { key },
        ),
    },
    {
      operation: 'reportBack',
      name: '回复来源系统',
      fields: (
        <>
          <Text name="reply" label="回复内容" />
          <Photos name="photos" />
        </>
      ),
      act: (form, key) =>
        askSignedIn(
          ReportBackDocument,
          { id, reply: textOf(form, 'reply'), attachments: textsOf(form, 'photos') },
          { key },
        ),
    },
  ];
}

/** 挂账: what cannot be solved now stays on account until it is. */
const accountOf = ({ id }: Shown): readonly Action[] => [
  {
    operation: 'putOnAccount',
    name: '挂账',
    hint: '现在解决不了的，记下措施和期限，一直跟到销账。',
    fields: (
      <>
        <Text name="measures" label="措施" />
        <Line name="dueBy" label="什么时候前解决" type="datetime-local" />
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        PutOnAccountDocument,
        { id, measures: textOf(form, 'measures'), dueBy: momentOf(form, 'dueBy') },
        { key },
      ),
  },
  {
    operation: 'claimAccount',
    name: '认领挂账事项',
    act: (_, key) => askSignedIn(ClaimAccountDocument, { id }, { key }),
  },
  {
    operation: 'reviewAccount',
    name: '挂账复核',
    fields: <Text name="text" label="现在到哪一步" />,
    act: (form, key) => askSignedIn(ReviewAccountDocument, { id, text: textOf(form, 'text') }, { key }),
  },
  {
    operation: 'strikeOffAccount',
    name: '销账',
    fields: <Text name="acceptance" label="验收情况" />,
    act: (form, key) =>
      askSignedIn(StrikeOffAccountDocument, { id, acceptance: textOf(form, 'acceptance') }, { key }),
  },
];

/** What is asked of the unit above about the matter itself. */
function requestsOf({ id: appealId }: Shown): readonly Action[] {
  const asking =
    (kind: 'ESCALATE' | 'DEFER' | 'OFF_LIST' | 'ARBITRATE', more?: (form: FormData) => object) =>
    (form: FormData, key: string) =>
      askSignedIn(
        FileRequestDocument,
        { input: { kind, appealId, reason: textOf(form, 'reason'), ...more?.(form) } },
        { key },
      );
  const why = <Text name="reason" label="理由" />;
  return [
    {
      ...{ operation: 'fileRequest', kind: 'ESCALATE', name: '申请提级' },
      fields: (
        <>
          {why}
          <Text name="tried" label="已经试过什么，一行一件" optional />
        </>
      ),
      act: asking('ESCALATE', (form) => ({ tried: linesOf(form, 'tried') })),
    },
    {
      ...{ operation: 'fileRequest', kind: 'DEFER', name: '申请暂缓办理' },
      fields: (
        <>
          <Length />
          {why}
        </>
      ),
      act: asking('DEFER', (form) => ({ by: lengthOf(form) })),
    },
    {
      ...{ operation: 'fileRequest', kind: 'OFF_LIST', name: '申请清单外交办' },
      fields: (
        <>
          <UnitPick name="unit" label="交给哪个单位" />
          {why}
        </>
      ),
      act: asking('OFF_LIST', (form) => ({ unitId: textOf(form, 'unit') })),
    },
    {
      ...{ operation: 'fileRequest', kind: 'ARBITRATE', name: '申请指定承办' },
      fields: why,
      act: asking('ARBITRATE'),
    },
  ];
}
