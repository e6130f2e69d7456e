/** @jsxImportSource react */
import { useCallback, useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { BusyContext } from './fields.js';
import { useSending } from './sending.js';
import { Trouble } from './trouble.js';

/** What the contract says of one operation with one thing. */
export type Possible = Readonly<{
  operation: string;
  kind: string | null;
  allowed: boolean;
  done: boolean;
  code: string | null;
  messageZh: string | null;
}>;

/** For what belongs to a thing and has no answer of its own: who is shown it may do it. */
export const always = (operation: string): readonly Possible[] => [
  { operation, kind: null, allowed: true, done: false, code: null, messageZh: null },
];

/** One thing to do with what is shown: a button, or a form behind its name. */
export type Action = Readonly<{
  operation: string;
  /** Which request, where the operation is `fileRequest`. */
  kind?: string;
  name: string;
  /** What is to be written; without it the action is one press. */
  fields?: ReactNode;
  /** What it does, where the name does not say it. */
  hint?: string;
  /** It was done: whoever has not begun to write is not asked for it again. */
  done?: boolean;
  /** What is to be done next: it stands open. */
  primary?: boolean;
  act: (form: FormData, key: string) => Promise<unknown>;
}>;

const keyOf = ({ operation, kind }: Action): string => `${operation} ${kind ?? ''}`;

/** By role, or because the thing is another unit's: it is not hers to do, at no time. */
const notHers: ReadonlySet<string | null> = new Set(['FORBIDDEN', 'NOT_FOUND']);

type ActionsProps = Readonly<{
  /** What the section is called. */
  title: string;
  possible: readonly Possible[] | undefined;
  actions: readonly Action[];
  refused?: 'SHOWN' | 'LEFT_OUT';
}>;

/**
 * What may be done now, by `possibilities`: no table of rights is kept here. What is refused for now is named with its reason; what is refused
 * by role is not hers to do, and what would change nothing is left out. A form that something is written in stays when its action goes.
 */
export function Actions({ title, possible, actions, refused: refusals = 'SHOWN' }: ActionsProps) {
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set());
  const onDirty = useCallback((key: string, isDirty: boolean) => {
    setDirty((before) => {
      if (before.has(key) === isDirty) return before;
      return new Set(isDirty ? [...before, key] : [...before].filter((one) => one !== key));
    });
  }, []);
  // what was written is kept while the answer of what is possible is on its way again
  const last = useRef(possible);
  if (possible) last.current = possible;
  const said = (action: Action): Possible | undefined =>
    last.current?.find(
      ({ operation, kind }) => operation === action.operation && kind === (action.kind ?? null),
    );
  const mayNow = (action: Action): boolean => {
    const one = said(action);
    return (one?.allowed ?? false) && !one?.done && !action.done;
  };
  const shown = actions.filter((action) => mayNow(action) || dirty.has(keyOf(action)));
  const refused = actions.filter((action) => {
    if (refusals === 'LEFT_OUT') return false;
    const one = said(action);
    return one && !one.allowed && !notHers.has(one.code) && !dirty.has(keyOf(action));
  });
  if (!shown.length && !refused.length) return null;
  return (
    <section className="card steps" aria-label={title}>
      {shown.map((action) => (
        <One
          key={keyOf(action)}
          action={action}
          gone={mayNow(action) ? null : (said(action)?.messageZh ?? '已经有人办了。')}
          onDirty={onDirty}
        />
      ))}
      {refused.length ? (
        <details className="refused">
          <summary className="soft">现在不能办的（{refused.length}）</summary>
          <ul className="plain">
            {refused.map((action) => (
              <li key={keyOf(action)}>
                {action.name}：<span className="soft">{said(action)?.messageZh}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

type OneProps = Readonly<{
  action: Action;
  /** Why it may not be done any more, though something is written in it. */
  gone: string | null;
  onDirty: (key: string, isDirty: boolean) => void;
}>;

/** Whether anything in a form is other than it was when it was shown. */
function isWritten(form: HTMLFormElement): boolean {
  return [...form.elements].some((field) => {
    if (field instanceof HTMLSelectElement) return field.value !== (field.dataset.first ?? '');
    if (field instanceof HTMLTextAreaElement) return field.value.trim() !== '';
    if (!(field instanceof HTMLInputElement)) return false;
    if (field.type === 'radio' || field.type === 'checkbox') return field.checked !== field.defaultChecked;
    return field.type === 'hidden' || field.value.trim() !== field.defaultValue;
  });
}

function One({ action, gone, onDirty }: OneProps) {
  const { name, fields, hint, primary = false, act } = action;
  const [isOpen, setOpen] = useState(primary);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    setOpen(primary || (form.current !== null && isWritten(form.current)));
  }, [primary]);
  // a form that was sent begins anew, with what it asks for as it was
  const [round, setRound] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const { isSending, error, send } = useSending();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const written = new FormData(event.currentTarget);
    if (!(await send((key) => act(written, key)))) return;
    setRound((before) => before + 1);
    onDirty(keyOf(action), false);
    if (!primary) setOpen(false);
  };
  const changed = () => onDirty(keyOf(action), form.current !== null && isWritten(form.current));
  const button = (
    <button className={primary ? 'primary' : undefined} disabled={isSending || isBusy || gone !== null}>
      {isSending ? '正在提交…' : name}
    </button>
  );
  const body = (
    <form ref={form} key={round} onSubmit={(event) => void submit(event)} onInput={changed}>
      {gone === null ? null : <p className="note bad">现在不能办了：{gone}您写的还没有提交。</p>}
      {hint ? <p className="soft">{hint}</p> : null}
      <BusyContext.Provider value={setBusy}>{fields}</BusyContext.Provider>
      {button}
      <Trouble error={error} />
    </form>
  );
  if (!fields) return body;
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{name}</summary>
      {body}
    </details>
  );
}
