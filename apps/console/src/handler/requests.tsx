/** @jsxImportSource react */
import { instantText } from '../parts/instant.js';
import { Actions, type Possible } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Text, UnitPick, YesNo } from '../shell/fields.js';
import { useWords } from '../shell/words.js';
import { isYes, optionalText, textOf } from '../shell/written.js';
import { DecideRequestDocument, type OneMatterQuery } from './generated/graphql.js';
import { Pictures } from '../shell/pictures.js';

type Shown = NonNullable<OneMatterQuery['appeal']>;
type Request = Shown['requests'][number];

/** What was asked for, and what was decided of it; decided here by who decides. */
export function Requests({
  requests,
  possibleOf,
}: Readonly<{
  requests: readonly Request[];
  possibleOf: (id: string) => readonly Possible[] | undefined;
}>) {
  if (!requests.length) return null;
  return (
    <section className="card">
      <h2>申请</h2>
      <ul className="plain">
        {requests.map((request) => (
          <li key={request.id}>
            <One request={request} />
            <Actions
              title={`决定 ${request.requestedBy.name} 的申请`}
              possible={possibleOf(request.id)}
              refused="LEFT_OUT"
              actions={[
                {
                  operation: 'decideRequest',
                  name: '决定',
                  fields: (
                    <>
                      <YesNo name="approve" label="同意吗" yes="同意" no="不同意" />
                      {request.kind === 'ARBITRATE' ? (
                        <UnitPick name="unit" label="由谁主办（同意时填）" optional />
                      ) : null}
                      <Text name="reason" label="理由" />
                    </>
                  ),
                  act: (form, key) =>
                    askSignedIn(
                      DecideRequestDocument,
                      {
                        ...{ id: request.id, approve: isYes(form, 'approve') },
                        ...{ reason: textOf(form, 'reason'), unitId: optionalText(form, 'unit') },
                      },
                      { key },
                    ),
                },
              ]}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ request }: Readonly<{ request: Request }>) {
  const word = useWords();
  const { kind, by, unit, tried, reason, requestedBy, approved, decideBy, decision, decidedBy } = request;
  return (
    <>
      <p>
        {requestedBy.name} 申请{word('RequestKind', kind)}
        {by ? ` ${by.amount} ${word('BudgetUnit', by.unit)}` : ''}
        {unit ? `：${unit.name}` : ''}{' '}
        <span className="tag">
          {approved === null ? `待决定，${instantText(decideBy)} 前` : approved ? '已同意' : '未同意'}
        </span>
      </p>
      <p className="said">{reason}</p>
      {tried.length ? <p className="soft">已经试过：{tried.join('；')}</p> : null}
      <Pictures evidence={request.evidence} />
      {approved === null ? null : (
        <p className="soft">
          {decidedBy?.name}：{decision}
        </p>
      )}
    </>
  );
}
