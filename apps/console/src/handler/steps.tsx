/** @jsxImportSource react */
import { useEffect, useId, useState } from 'react';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { useSending } from '../shell/sending.js';
import { Trouble } from '../shell/trouble.js';
import {
  AcceptOrderDocument,
  RecordContactDocument,
  RecordProgressDocument,
  RecordVerificationDocument,
  ResolveOrderDocument,
  type OneMatterQuery,
} from './generated/graphql.js';
import { PhotoField, type Attached } from './photo-field.js';

type Shown = NonNullable<OneMatterQuery['appeal']>;
type Order = Shown['workOrders'][number];
type Input = Readonly<{ note: string; attachments: readonly string[] }>;
type Act = (input: Input, key: string) => Promise<unknown>;

const [contact, verification] = ['已联系诉求人', '已核实情况'];

/** Tells of a step, by its name, whether something is written in it that was not sent. */
export type OnDirty = (step: string, isDirty: boolean) => void;

/** What my unit does next with its order; what is done already is not asked for again. */
export function Steps({
  order,
  matter,
  dirty,
  onDirty,
}: Readonly<{ order: Order; matter: Shown; dirty: ReadonlySet<string>; onDirty: OnDirty }>) {
  const { id, version } = order;
  if (order.status === 'DISPATCHED')
    return (
      <Step
        matter={matter.id}
        onDirty={onDirty}
        name="签收"
        primary
        act={(_, key) => askSignedIn(AcceptOrderDocument, { id, expectedVersion: version }, { key })}
      />
    );
  return (
    <section className="card steps" aria-label="办理">
      {order.contactedAt && !dirty.has(contact) ? null : (
        <Step
          matter={matter.id}
          onDirty={onDirty}
          name={contact}
          asks="说了什么"
          act={({ note }, key) => askSignedIn(RecordContactDocument, { id, note }, { key })}
        />
      )}
      {order.verifiedAt && !dirty.has(verification) ? null : (
        <Step
          matter={matter.id}
          onDirty={onDirty}
          name={verification}
          asks="现场情况"
          act={({ note }, key) => askSignedIn(RecordVerificationDocument, { id, facts: note }, { key })}
        />
      )}
      <Step
        matter={matter.id}
        onDirty={onDirty}
        name="记录进展"
        asks="做了什么"
        photos
        act={(input, key) => askSignedIn(RecordProgressDocument, { id, ...input }, { key })}
      />
      <Step
        matter={matter.id}
        onDirty={onDirty}
        name="办结"
        asks="怎么解决的"
        photos
        primary
        act={(input, key) => askSignedIn(ResolveOrderDocument, { id, ...input }, { key })}
      />
    </section>
  );
}

type StepProps = Readonly<{
  matter: string;
  name: string;
  /** What is to be written; without it the step is one press. */
  asks?: string;
  photos?: boolean;
  primary?: boolean;
  /** Whether something is written that was not sent. */
  onDirty: OnDirty;
  act: Act;
}>;

/** One thing to do. What was not heard goes out again under the same key; what was refused stays written. */
function Step({ matter, name, asks, photos = false, primary = false, onDirty, act }: StepProps) {
  const field = useId();
  const [note, setNote] = useState('');
  const [attached, setAttached] = useState<readonly Attached[]>([]);
  const [isUploading, setUploading] = useState(false);
  const isDirty = note.trim() !== '' || attached.length > 0;
  useEffect(() => {
    onDirty(name, isDirty);
    return () => onDirty(name, false);
  }, [name, isDirty, onDirty]);
  const { isSending, error, send } = useSending(matter);
  const submit = async () => {
    const isDone = await send((key) => act({ note, attachments: attached.map(({ id }) => id) }, key));
    if (!isDone) return;
    setNote('');
    setAttached([]);
  };
  const button = (
    <button
      className={primary ? 'primary' : undefined}
      disabled={isSending || isUploading || (asks !== undefined && note.trim() === '')}
      onClick={() => void submit()}
    >
      {isSending ? '正在提交…' : name}
    </button>
  );
  if (asks === undefined)
    return (
      <section className="card">
        {button} <Trouble error={error} />
      </section>
    );
  return (
    <details open={primary}>
      <summary>{name}</summary>
      <label htmlFor={field}>{asks}</label>
      <textarea id={field} rows={3} value={note} onChange={({ target }) => setNote(target.value)} />
      {photos ? <PhotoField attached={attached} onChange={setAttached} onBusy={setUploading} /> : null}
      {button}
      <Trouble error={error} />
    </details>
  );
}
