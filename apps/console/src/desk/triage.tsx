/** @jsxImportSource react */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Select } from '../shell/fields.js';
import { Trouble } from '../shell/trouble.js';
import { useSending } from '../shell/sending.js';
import { useWhoIAm } from '../shell/who-i-am.js';
import { useTerms, useWords } from '../shell/words.js';
import {
  AllocateDocument,
  ClassifyDocument,
  DeskOfDocument,
  UnitsToCallDocument,
  type DeskOfQuery,
  type Nature,
  type Sphere,
  type Urgency,
} from './generated/graphql.js';

type Desk = NonNullable<DeskOfQuery['appeal']>;

const desks: readonly string[] = ['DISTRICT', 'STREET', 'COMMUNITY'];

/** What a desk decides of a matter that has just come in: what it is, and who handles it. */
export function Triage({ id }: Readonly<{ id: string }>) {
  const me = useWhoIAm();
  const isDesk = me?.roles.some((role) => desks.includes(role)) ?? false;
  const { data } = useQuery({
    queryKey: ['matter', id, 'desk'],
    queryFn: ({ signal }) => askSignedIn(DeskOfDocument, { id }, { signal }),
    enabled: isDesk,
  });
  const matter = data?.appeal;
  if (!isDesk || matter?.status !== 'REGISTERED') return null;
  return (
    <section className="card steps" aria-label="分类与分拨">
      <Classify matter={matter} />
      {matter.category ? <Allocate matter={matter} /> : null}
    </section>
  );
}

function Classify({ matter }: Readonly<{ matter: Desk }>) {
  const { suggestion } = matter;
  const areaCode = matter.area?.code ?? null;
  const word = useWords(areaCode);
  const [category, setCategory] = useState(matter.category ?? suggestion?.category ?? '');
  const [nature, setNature] = useState<string>(matter.nature ?? suggestion?.nature ?? 'COMPLAINT');
  const [urgency, setUrgency] = useState<string>(matter.urgency ?? suggestion?.urgency ?? 'ROUTINE');
  const [sphere, setSphere] = useState<string>(matter.sphere ?? suggestion?.sphere ?? '');
  const [reason, setReason] = useState('');
  const [isOpen, setOpen] = useState(!matter.category);
  const { isSending, error, send } = useSending();
  const differs = suggestion !== null && (category !== suggestion.category || urgency !== suggestion.urgency);
  const classify = async () => {
    const isDone = await send((key) =>
      askSignedIn(
        ClassifyDocument,
        {
          id: matter.id,
          expectedVersion: matter.version,
          input: {
            category,
            nature: nature as Nature,
            urgency: urgency as Urgency,
            ...(sphere ? { sphere: sphere as Sphere } : {}),
            ...(reason.trim() ? { reason } : {}),
          },
        },
        { key },
      ),
    );
    if (isDone) setOpen(false);
  };
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>分类</summary>
      {matter.category ? (
        <p>
          现为：{word('Category', matter.category)} · {word('Urgency', matter.urgency)}
        </p>
      ) : null}
      {suggestion ? (
        <p className="soft">
          建议：{word('Category', suggestion.category)}
          {suggestion.words.length ? `（原话里有“${suggestion.words.join('”“')}”）` : ''}，由您决定。
        </p>
      ) : null}
      <div className="fields">
        <Choice
          label="类别"
          list="Category"
          areaCode={areaCode}
          value={category}
          onChange={setCategory}
          empty="请选择"
        />
        <Choice label="性质" list="Nature" value={nature} onChange={setNature} />
        <Choice label="紧急程度" list="Urgency" value={urgency} onChange={setUrgency} />
        <Choice label="公事、共事或家事" list="Sphere" value={sphere} onChange={setSphere} empty="不分" />
      </div>
      {differs ? (
        <label className="wide">
          与建议不同的理由
          <input value={reason} onChange={({ target }) => setReason(target.value)} />
        </label>
      ) : null}
      <button className="primary" disabled={isSending || !category} onClick={() => void classify()}>
        {isSending ? '正在提交…' : '确定分类'}
      </button>
      <Trouble error={error} />
    </details>
  );
}

function Choice({
  list,
  areaCode,
  ...select
}: Omit<Parameters<typeof Select>[0], 'choices'> & Readonly<{ list: string; areaCode?: string | null }>) {
  const terms = useTerms(list, areaCode);
  return <Select {...select} choices={terms.map(({ code, name }) => ({ id: code, name }))} />;
}

/** The lead, and who assists: what the duty matrix says stands first and is chosen already. */
function Allocate({ matter }: Readonly<{ matter: Desk }>) {
  const { data } = useQuery({
    queryKey: ['units'],
    queryFn: ({ signal }) => askSignedIn(UnitsToCallDocument, {}, { signal }),
    staleTime: 300_000,
  });
  const suggested = matter.suggestion;
  const [lead, setLead] = useState(suggested?.leadUnits[0]?.id ?? '');
  const [assist, setAssist] = useState<readonly string[]>(suggested?.assistUnits.map(({ id }) => id) ?? []);
  const { isSending, error, send } = useSending();
  const first = [...(suggested?.leadUnits ?? []), ...(suggested?.assistUnits ?? [])];
  const units = [...first, ...(data?.units.filter(({ id }) => !first.some((one) => one.id === id)) ?? [])];
  const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? id;
  const allocate = () =>
    send((key) =>
      askSignedIn(
        AllocateDocument,
        {
          id: matter.id,
          expectedVersion: matter.version,
          handlers: [
            { unitId: lead, role: 'LEAD' as const },
            ...assist.filter((id) => id !== lead).map((unitId) => ({ unitId, role: 'ASSIST' as const })),
          ],
        },
        { key },
      ),
    );
  return (
    <details open>
      <summary>分拨</summary>
      <div className="fields">
        <Select label="主办" choices={units} value={lead} onChange={setLead} empty="请选择" />
        <Select
          label="加协办"
          choices={units.filter(({ id }) => id !== lead && !assist.includes(id))}
          value=""
          onChange={(id) => id && setAssist([...new Set([...assist, id])])}
          empty="请选择"
        />
      </div>
      <ul className="plain">
        {assist
          .filter((id) => id !== lead)
          .map((id) => (
            <li key={id}>
              协办 {nameOf(id)}{' '}
              <button
                onClick={() => setAssist(assist.filter((one) => one !== id))}
                aria-label={`去掉协办 ${nameOf(id)}`}
              >
                去掉
              </button>
            </li>
          ))}
      </ul>
      <button className="primary" disabled={isSending || !lead} onClick={() => void allocate()}>
        {isSending ? '正在提交…' : '确定分拨'}
      </button>
      <Trouble error={error} />
    </details>
  );
}
