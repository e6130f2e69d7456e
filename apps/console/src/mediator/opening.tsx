/** @jsxImportSource react */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Actions, always } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line, Pick, Term } from '../shell/fields.js';
import { useWhoIAm } from '../shell/who-i-am.js';
import { optionalText, textOf } from '../shell/written.js';
import {
  CommitteesDocument,
  OpenMediationDocument,
  type DisputeKind,
  type DisputeSource,
} from './generated/graphql.js';

const opens: readonly string[] = ['STREET', 'COMMUNITY', 'MEDIATOR'];
const mostParties = 20;

/** A dispute goes to a committee: of a matter, or one that came to the committee by itself. */
export function OpenMediation({ appealId = null }: Readonly<{ appealId?: string | null }>) {
  const me = useWhoIAm();
  const mayOpen = me?.roles.some((role) => opens.includes(role)) ?? false;
  const [parties, setParties] = useState(2);
  const { data } = useQuery({
    queryKey: ['units', 'committees'],
    queryFn: ({ signal }) => askSignedIn(CommitteesDocument, {}, { signal }),
    staleTime: 300_000,
    enabled: mayOpen,
  });
  if (!mayOpen) return null;
  const own = data?.units.find(({ id }) => id === me?.unit?.id)?.id;
  const places = Array.from({ length: parties }, (_, index) => index);
  return (
    <Actions
      title={appealId ? '人民调解' : '登记纠纷'}
      possible={always('openMediation')}
      actions={[
        {
          operation: 'openMediation',
          name: appealId ? '转人民调解' : '登记一起纠纷',
          fields: (
            <>
              {appealId ? null : <Term name="source" label="怎么来的" list="DisputeSource" />}
              <Term name="kind" label="什么纠纷" list="DisputeKind" />
              <Pick
                name="committee"
                label="调解委员会"
                choices={data?.units ?? []}
                {...(own ? { first: own } : {})}
              />
              {places.map((place) => (
                <Party key={place} place={place} />
              ))}
              {parties < mostParties ? (
                <button type="button" onClick={() => setParties(parties + 1)}>
                  再加一方
                </button>
              ) : null}
            </>
          ),
          act: (form, key) =>
            askSignedIn(
              OpenMediationDocument,
              {
                input: {
                  appealId,
                  source: (appealId ? 'APPEAL' : textOf(form, 'source')) as DisputeSource,
                  kind: textOf(form, 'kind') as DisputeKind,
                  committeeId: textOf(form, 'committee'),
                  parties: places.map((place) => ({
                    ...{ side: textOf(form, `side ${place}`), name: textOf(form, `name ${place}`) },
                    ...{
                      phone: optionalText(form, `phone ${place}`),
                      agent: optionalText(form, `agent ${place}`),
                    },
                    address: optionalText(form, `address ${place}`),
                  })),
                },
              },
              { key },
            ),
        },
      ]}
    />
  );
}

function Party({ place }: Readonly<{ place: number }>) {
  return (
    <fieldset>
      <legend>第 {place + 1} 方</legend>
      <Line name={`side ${place}`} label="身份" value={place ? '被申请人' : '申请人'} />
      <Line name={`name ${place}`} label="姓名或名称" />
      <Line name={`phone ${place}`} label="电话" type="tel" optional />
      <Line name={`address ${place}`} label="住址" optional />
      <Line name={`agent ${place}`} label="代理人" optional />
    </fieldset>
  );
}
