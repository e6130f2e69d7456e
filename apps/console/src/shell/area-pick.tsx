/** @jsxImportSource react */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askSignedIn } from './ask-signed-in.js';
import { Kept, Select } from './fields.js';
import { AreasInDocument } from './generated/graphql.js';
import { useWhoIAm } from './who-i-am.js';

/** Digits of a district's code. */
const districtLength = 6;

/** An area, from the district down: street, community, grid; whoever knows no more stops earlier. */
export function AreaPick({ name, label }: Readonly<{ name: string; label: string }>) {
  const own = useWhoIAm()?.area?.code;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  if (!own) return null;
  const steps = [own.slice(0, districtLength), ...chosen];
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="fields">
        {steps.map((code, level) => (
          <Level
            key={code}
            of={code}
            chosen={chosen[level] ?? ''}
            isFirst={level === 0}
            onChange={(next) => setChosen([...chosen.slice(0, level), ...(next ? [next] : [])])}
          />
        ))}
      </div>
      <Kept name={name} values={chosen.slice(-1)} />
    </fieldset>
  );
}

const levels = ['街道', '社区', '网格'];

type LevelProps = Readonly<{
  of: string;
  chosen: string;
  isFirst: boolean;
  onChange: (code: string) => void;
}>;

function Level({ of, chosen, isFirst, onChange }: LevelProps) {
  const { data } = useQuery({
    queryKey: ['areas', of],
    queryFn: ({ signal }) => askSignedIn(AreasInDocument, { code: of }, { signal }),
    staleTime: Infinity,
  });
  const areas = data?.area?.children ?? [];
  if (!areas.length) return null;
  return (
    <Select
      label={levels[(of.length - districtLength) / 3] ?? '区域'}
      choices={areas.map(({ code, name }) => ({ id: code, name }))}
      value={chosen}
      empty={isFirst ? '请选择' : '不细分'}
      required={isFirst}
      onChange={onChange}
    />
  );
}
