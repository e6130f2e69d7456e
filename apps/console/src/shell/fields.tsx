/** @jsxImportSource react */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useId, useRef, useState } from 'react';
import { askSignedIn } from './ask-signed-in.js';
import { UnitsToNameDocument } from './generated/graphql.js';
import { PhotoField, type Attached } from './photo-field.js';
import { useTerms } from './words.js';

type Named = Readonly<{ name: string; label: string }>;

/** Several sentences; asked for unless `optional`. */
export function Text({ name, label, optional = false }: Named & Readonly<{ optional?: boolean }>) {
  const field = useId();
  return (
    <>
      <label htmlFor={field}>
        {label}
        {optional ? '（可不填）' : ''}
      </label>
      <textarea id={field} name={name} rows={3} required={!optional} />
    </>
  );
}

type LineProps = Named &
  Readonly<{
    optional?: boolean;
    value?: string;
    type?: 'text' | 'tel' | 'number' | 'date' | 'datetime-local';
    min?: number;
    max?: number;
  }>;

/** One line, a number, a day or a moment; moments are those of the clock of China. */
export function Line({ name, label, optional = false, value, type = 'text', ...limits }: LineProps) {
  return (
    <label className="wide">
      <span>
        {label}
        {optional ? '（可不填）' : ''}
      </span>
      <input name={name} type={type} required={!optional} defaultValue={value} {...limits} />
    </label>
  );
}

export type Choice = Readonly<{ id: string; name: string }>;

/** One of a list. */
export function Pick({
  name,
  label,
  choices,
  optional = false,
  first,
}: Named & Readonly<{ choices: readonly Choice[]; optional?: boolean; first?: string }>) {
  const field = useId();
  return (
    <div className="fields">
      <span>
        <label htmlFor={field}>{label}</label>
        <select
          id={field}
          name={name}
          required={!optional}
          defaultValue={first ?? ''}
          data-first={first}
          key={choices.length}
        >
          <option value="">{optional ? '不选' : '请选择'}</option>
          {choices.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}

/** One of a list, kept by whoever shows it. */
export function Select({
  label,
  choices,
  value,
  onChange,
  empty,
  required = false,
}: Readonly<{
  label: string;
  choices: readonly Choice[];
  value: string;
  onChange: (id: string) => void;
  /** What stands for none; without it there is always one. */
  empty?: string;
  required?: boolean;
}>) {
  const field = useId();
  return (
    <span>
      <label htmlFor={field}>{label}</label>
      <select id={field} value={value} required={required} onChange={({ target }) => onChange(target.value)}>
        {empty === undefined ? null : <option value="">{empty}</option>}
        {choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </span>
  );
}

/** A value of one of the contract's enums. */
export function Term({
  list,
  ...field
}: Named & Readonly<{ list: string; optional?: boolean; first?: string }>) {
  const choices = useTerms(list).map(({ code, name }) => ({ id: code, name }));
  return <Pick {...field} choices={choices} />;
}

/** Yes or no, neither of them chosen before. */
export function YesNo({
  name,
  label,
  yes = '是',
  no = '否',
  optional = false,
}: Named & Readonly<{ yes?: string; no?: string; optional?: boolean }>) {
  return (
    <fieldset>
      <legend>
        {label}
        {optional ? '（可不选）' : ''}
      </legend>
      <label>
        <input type="radio" name={name} value="true" required={!optional} /> {yes}
      </label>{' '}
      <label>
        <input type="radio" name={name} value="false" required={!optional} /> {no}
      </label>
    </fieldset>
  );
}

/** Any of a list, at least one unless `optional`. */
export function Several({ name, label, choices }: Named & Readonly<{ choices: readonly Choice[] }>) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {choices.map((one) => (
        <label key={one.id} className="tick">
          <input type="checkbox" name={name} value={one.id} /> {one.name}
        </label>
      ))}
    </fieldset>
  );
}

function useUnits(): readonly Choice[] {
  const { data } = useQuery({
    queryKey: ['units', 'names'],
    queryFn: ({ signal }) => askSignedIn(UnitsToNameDocument, {}, { signal }),
    staleTime: 300_000,
  });
  return data?.units ?? [];
}

export function UnitPick(field: Named & Readonly<{ optional?: boolean }>) {
  return <Pick {...field} choices={useUnits()} />;
}

/** Units by their names: what is typed is looked for, what is chosen stands below and can be left out again. */
export function UnitsPick({ name, label }: Named) {
  const units = useUnits();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const nameOf = (id: string) => units.find((one) => one.id === id)?.name ?? id;
  return (
    <div className="fields">
      <Select
        label={label}
        choices={units.filter(({ id }) => !chosen.includes(id))}
        value=""
        empty={chosen.length ? '再加一个' : '请选择'}
        required={!chosen.length}
        onChange={(id) => id && setChosen([...chosen, id])}
      />
      <ul className="plain">
        {chosen.map((id) => (
          <li key={id}>
            {nameOf(id)}{' '}
            <button
              type="button"
              onClick={() => setChosen(chosen.filter((one) => one !== id))}
              aria-label={`去掉 ${nameOf(id)}`}
            >
              去掉
            </button>
          </li>
        ))}
      </ul>
      <Kept name={name} values={chosen} />
    </div>
  );
}

/** Told while something is on its way that the form must not be sent without. */
export const BusyContext = createContext<(isBusy: boolean) => void>(() => undefined);

/** Photos, sent as they are chosen; nothing is submitted while one is on its way. */
export function Photos({ name, label = '照片' }: Readonly<{ name: string; label?: string }>) {
  const [attached, setAttached] = useState<readonly Attached[]>([]);
  const onBusy = useContext(BusyContext);
  return (
    <>
      <PhotoField label={label} attached={attached} onChange={setAttached} onBusy={onBusy} />
      <Kept name={name} values={attached.map(({ id }) => id)} />
    </>
  );
}

/** What was chosen, as the form sends it. */
export function Kept({ name, values }: Readonly<{ name: string; values: readonly string[] }>) {
  const place = useRef<HTMLSpanElement>(null);
  const all = values.join(' ');
  useEffect(() => {
    // a hidden field tells nobody that it changed
    place.current?.dispatchEvent(new Event('input', { bubbles: true }));
  }, [all]);
  return (
    <span ref={place}>
      {values.map((value) => (
        <input key={value} type="hidden" name={name} value={value} />
      ))}
    </span>
  );
}
