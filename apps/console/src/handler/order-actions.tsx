/** @jsxImportSource react */
import { Actions, type Action, type Possible } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line, Photos, Term, Text } from '../shell/fields.js';
import { optionalText, textOf, textsOf } from '../shell/written.js';
import {
  AcceptOrderDocument,
  FileOpinionDocument,
  FileRequestDocument,
  RecordContactDocument,
  RecordProgressDocument,
  RecordVerificationDocument,
  ResolveOrderDocument,
  type BudgetUnit,
  type OneMatterQuery,
} from './generated/graphql.js';

type Shown = NonNullable<OneMatterQuery['appeal']>;
type Order = Shown['workOrders'][number];

/** What my unit does next with its order. */
export function OrderActions({
  order,
  matterId,
  possible,
  isOpen,
}: Readonly<{
  order: Order;
  matterId: string;
  possible: readonly Possible[] | undefined;
  /** Of an order that has ended nobody needs to read what is not possible any more. */
  isOpen: boolean;
}>) {
  const actions = [...stepsOf(order), ...requestsOf(order, matterId)];
  return (
    <Actions title="办理" possible={possible} actions={actions} refused={isOpen ? 'SHOWN' : 'LEFT_OUT'} />
  );
}

const stepsOf = ({ id, version, contactedAt, verifiedAt, status }: Order): readonly Action[] => [
  {
    operation: 'acceptWorkOrder',
    name: '签收',
    primary: true,
    act: (_, key) => askSignedIn(AcceptOrderDocument, { id, expectedVersion: version }, { key }),
  },
  {
    operation: 'recordContact',
    name: '已联系诉求人',
    done: contactedAt !== null,
    fields: <Text name="note" label="说了什么" />,
    act: (form, key) => askSignedIn(RecordContactDocument, { id, note: textOf(form, 'note') }, { key }),
  },
  {
    operation: 'recordVerification',
    name: '已核实情况',
    done: verifiedAt !== null,
    fields: <Text name="facts" label="现场情况" />,
    act: (form, key) =>
      askSignedIn(RecordVerificationDocument, { id, facts: textOf(form, 'facts') }, { key }),
  },
  {
    operation: 'recordProgress',
    name: '记录进展',
    fields: <WhatWasDone label="做了什么" />,
    act: (form, key) => askSignedIn(RecordProgressDocument, { id, ...whatWasDone(form) }, { key }),
  },
  {
    operation: 'resolveWorkOrder',
    name: '办结',
    primary: status !== 'DISPATCHED',
    fields: <WhatWasDone label="怎么解决的" />,
    act: (form, key) => askSignedIn(ResolveOrderDocument, { id, ...whatWasDone(form) }, { key }),
  },
  {
    operation: 'fileHandlingOpinion',
    name: '出具处理意见书',
    fields: (
      <>
        <Text name="facts" label="查明的事实" />
        <Text name="opinion" label="处理意见" />
        <Line name="basis" label="依据" optional />
      </>
    ),
    act: (form, key) => {
      const [facts, opinion, basis] = [textOf(form, 'facts'), textOf(form, 'opinion'), textOf(form, 'basis')];
      return askSignedIn(
        FileOpinionDocument,
        { id, input: { facts, opinion, basis: basis || null } },
        { key },
      );
    },
  },
];

function WhatWasDone({ label }: Readonly<{ label: string }>) {
  return (
    <>
      <Text name="note" label={label} />
      <Photos name="photos" />
    </>
  );
}

const whatWasDone = (form: FormData) => ({
  note: textOf(form, 'note'),
  attachments: textsOf(form, 'photos'),
});

/** 退单、延期、挂起: decided by the unit that allocated, and nothing changes before it has. */
function requestsOf(order: Order, appealId: string): readonly Action[] {
  const clock = order.clocks.find(({ kind, state }) => kind === 'RESOLVE' && state !== 'CANCELLED');
  const asking = (kind: 'RETURN' | 'EXTEND' | 'SUSPEND') => (form: FormData, key: string) =>
    askSignedIn(
      FileRequestDocument,
      {
        input: {
          ...{ kind, appealId, workOrderId: order.id, reason: textOf(form, 'reason') },
          ...(kind === 'RETURN' ? {} : { clockId: clock?.id ?? null, by: lengthOf(form) }),
          attachments: textsOf(form, 'photos'),
        },
      },
      { key },
    );
  const why = (
    <>
      <Text name="reason" label="理由" />
      <Photos name="photos" label="佐证照片" />
    </>
  );
  const howLong = (
    <>
      <Length />
      {why}
    </>
  );
  return [
    { operation: 'fileRequest', kind: 'RETURN', name: '申请退单', fields: why, act: asking('RETURN') },
    { operation: 'fileRequest', kind: 'EXTEND', name: '申请延期', fields: howLong, act: asking('EXTEND') },
    {
      operation: 'fileRequest',
      kind: 'SUSPEND',
      name: '申请挂起',
      fields: howLong,
      act: asking('SUSPEND'),
    },
  ];
}

/** How much more time is asked for. */
export function Length() {
  return (
    <div className="fields">
      <Line name="amount" label="多长" type="number" min={1} max={9_999} />
      <Term name="unit" label="单位" list="BudgetUnit" first="WORKING_DAY" />
    </div>
  );
}

export const lengthOf = (form: FormData) => ({
  amount: Number(textOf(form, 'amount')),
  unit: (optionalText(form, 'unit') ?? 'WORKING_DAY') as BudgetUnit,
});
