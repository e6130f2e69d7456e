/** @jsxImportSource react */
import { useState } from 'react';
import { Link } from 'wouter';
import { Actions, always, type Action } from '../shell/actions.js';
import { AreaPick } from '../shell/area-pick.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line, Photos, Term, Text, YesNo } from '../shell/fields.js';
import { useWhoIAm } from '../shell/who-i-am.js';
import { isYes, momentOf, optionalText, textOf, textsOf } from '../shell/written.js';
import {
  RecordOnTheSpotDocument,
  RegisterDocument,
  type Channel,
  type ContactWhen,
  type OnTheSpotOutcome,
} from './generated/graphql.js';

type Registered = Readonly<{ id: string; number: string }>;

/** As the contract lets roles (`recordOnTheSpot`). */
const onTheSpot: readonly string[] = ['STREET', 'COMMUNITY', 'GRID'];

/** A matter that somebody said by telephone or at the counter, or that an office found itself; what it settled there and then. */
export function Register() {
  const me = useWhoIAm();
  const [registered, setRegistered] = useState<Registered | null>(null);
  if (!me) return <p className="wait">正在打开…</p>;
  const isThere = me.roles.some((role) => onTheSpot.includes(role));
  return (
    <main>
      <h1>登记</h1>
      {registered ? (
        <p className="note" role="status">
          已登记，编号 <Link href={`/matters/${registered.id}`}>{registered.number}</Link>
        </p>
      ) : null}
      <Actions
        title="登记一件事"
        possible={[...always('registerAppeal'), ...always('recordOnTheSpot')]}
        actions={[registering(me.roles, setRegistered), ...(isThere ? [settledThere(setRegistered)] : [])]}
      />
    </main>
  );
}

/** Who goes round finds on the round; who sits at a desk is called. */
const usualChannel = (roles: readonly string[]): Channel =>
  roles.includes('GRID') ? 'PATROL' : roles.includes('COMMUNITY') ? 'HOME_VISIT' : 'DIRECT_LINE';

const registering = (roles: readonly string[], onRegistered: (registered: Registered) => void): Action => ({
  operation: 'registerAppeal',
  name: '登记诉求',
  primary: true,
  fields: (
    <>
      <Text name="text" label="说了什么，用原话" />
      <Term name="channel" label="从哪里来" list="Channel" first={usualChannel(roles)} />
      <YesNo name="found" label="谁先发现的" yes="我们主动发现" no="群众反映" />
      <AreaPick name="area" label="在哪里" />
      <Line name="address" label="地址" optional />
      <Line name="name" label="诉求人姓名" optional />
      <Line name="phone" label="诉求人电话" type="tel" optional />
      <Term name="when" label="什么时候可以来电" list="ContactWhen" optional />
      <YesNo name="confidential" label="要求对承办单位保密身份" optional />
      <Photos name="photos" />
    </>
  ),
  act: async (form, key) => {
    const { registerAppeal } = await askSignedIn(
      RegisterDocument,
      {
        input: {
          ...{ text: textOf(form, 'text'), channel: textOf(form, 'channel') as Channel },
          origin: isYes(form, 'found') ? 'FOUND' : 'REPORTED',
          ...{ areaCode: optionalText(form, 'area'), address: optionalText(form, 'address') },
          ...{ name: optionalText(form, 'name'), phone: optionalText(form, 'phone') },
          contactWhen: optionalText(form, 'when') as ContactWhen | null,
          ...{ confidential: isYes(form, 'confidential'), attachments: textsOf(form, 'photos') },
        },
      },
      { key },
    );
    onRegistered(registerAppeal);
  },
});

/** 即办件: it needs no order, and is closed at once. */
const settledThere = (onRegistered: (registered: Registered) => void): Action => ({
  operation: 'recordOnTheSpot',
  name: '当场已经办好',
  hint: '巡查、走访时当场解决的，记下来就办结，不再派单。',
  fields: (
    <>
      <Text name="text" label="发现了什么" />
      <Text name="action" label="怎么解决的" />
      <Term name="outcome" label="结果" list="OnTheSpotOutcome" />
      <Line name="occurredAt" label="什么时候" type="datetime-local" />
      <AreaPick name="area" label="在哪里" />
      <Photos name="photos" />
    </>
  ),
  act: async (form, key) => {
    const { recordOnTheSpot } = await askSignedIn(
      RecordOnTheSpotDocument,
      {
        input: {
          ...{ text: textOf(form, 'text'), action: textOf(form, 'action'), clientId: key },
          outcome: textOf(form, 'outcome') as OnTheSpotOutcome,
          ...{ occurredAt: momentOf(form, 'occurredAt'), areaCode: optionalText(form, 'area') },
          attachments: textsOf(form, 'photos'),
        },
      },
      { key },
    );
    onRegistered(recordOnTheSpot);
  },
});
