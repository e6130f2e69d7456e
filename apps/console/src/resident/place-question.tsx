import { useState } from 'preact/hooks';
import {
  areasAt,
  boundaryMetres,
  frameOf,
  pathOf,
  type Boundary,
  type Known,
  type Point,
} from '../parts/place.js';
import type { Draft } from './draft.js';

/** The area of the code on the wall with the areas in it; `NONE`: there is no such area. */
export type ReportPlace =
  | 'NONE'
  | Readonly<{
      code: string;
      name: string;
      children: readonly Readonly<{ code: string; name: string; boundary?: unknown }>[];
    }>;

type Said = Pick<Draft, 'areaCode' | 'address' | 'point'>;
type Asked = Readonly<{
  place: ReportPlace | null;
  draft: Said;
  onChange: (said: Partial<Said>) => void;
}>;

const known = ({
  code,
  name,
  boundary,
}: Readonly<{ code: string; name: string; boundary?: unknown }>): Known => ({
  ...{ code, name },
  boundary: (boundary ?? null) as Boundary | null,
});

/** In words, by the list of areas, by the map, or where the telephone is: each alone is enough, and nothing asks for the position before it is tapped. */
export function PlaceQuestion({ place, draft, onChange }: Asked) {
  const [sides, setSides] = useState<readonly Known[]>([]);
  const [said, setSaid] = useState('');
  const areas = place && place !== 'NONE' ? place.children.map(known) : [];

  const locate = (point: Point) => {
    const found = areasAt(point, areas);
    setSides(found.length > 1 ? found : []);
    onChange({ point, areaCode: found.length === 1 ? (found[0]?.code ?? null) : null });
    if (!found.length)
      setSaid(areas.length ? '这个位置不在本区域内。请在下面选择，或写清楚地址。' : '位置已记下。');
    else setSaid(found.length > 1 ? '' : `位置已记下：${found[0]?.name ?? ''}`);
  };
  const here = () => {
    setSaid('正在定位…');
    // there is none without TLS, and in some windows of other programs
    if (!('geolocation' in navigator)) return setSaid('这台手机不能定位，请选择区域或写地址。');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => locate([coords.longitude, coords.latitude]),
      () => setSaid('没能定位，请选择区域或写地址。'),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };

  return (
    <fieldset>
      <legend>在哪里</legend>
      <label class="seen-by-readers" for="address">
        地址
      </label>
      <input
        id="address"
        name="address"
        type="text"
        autocomplete="street-address"
        placeholder="例如：湖贝路 12 号楼下"
        value={draft.address}
        onInput={({ currentTarget }) => onChange({ address: currentTarget.value })}
      />
      {areas.length ? (
        <>
          <label for="area">属于哪里（不清楚可以不选）</label>
          <select
            id="area"
            name="area"
            value={draft.areaCode ?? ''}
            onChange={({ currentTarget }) => {
              setSides([]);
              onChange({ areaCode: currentTarget.value || null });
            }}
          >
            <option value="">不清楚</option>
            {areas.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
          <AreaMap areas={areas} draft={draft} onPoint={locate} />
        </>
      ) : null}
      <button type="button" class="link" onClick={here}>
        用我现在的位置
      </button>
      <p class="hint" role="status">
        {said}
      </p>
      {sides.length ? <WhichSide sides={sides} draft={draft} onChange={onChange} /> : null}
    </fieldset>
  );
}

type Sides = Readonly<{
  sides: readonly Known[];
  draft: Said;
  onChange: (said: Partial<Said>) => void;
}>;

/** Within some metres of a boundary nobody but her knows on which side it is. */
function WhichSide({ sides, draft, onChange }: Sides) {
  return (
    <fieldset class="card">
      <legend class="seen-by-readers">位置在边界附近，是哪一边</legend>
      <p>位置离边界不到 {boundaryMetres} 米，是哪一边？</p>
      {sides.map(({ code, name }) => (
        <label key={code} class="choice">
          <input
            type="radio"
            name="side"
            checked={draft.areaCode === code}
            onChange={() => onChange({ areaCode: code })}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

const wide = 520;

type Drawn = Readonly<{ areas: readonly Known[]; draft: Said; onPoint: (point: Point) => void }>;

/** The areas as they lie, drawn by us: no tiles, no foreign server. The list above says the same to who does not use it. */
function AreaMap({ areas, draft, onPoint }: Drawn) {
  const drawn = areas.flatMap(({ code, boundary }) => (boundary ? [{ code, boundary }] : []));
  const frame = frameOf(drawn.map(({ boundary }) => boundary));
  if (!frame) return null;
  const [west, south, east, north] = frame;
  // a degree of longitude is shorter by the cosine of the latitude
  const flat = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = wide / Math.max((east - west) * flat, Number.EPSILON);
  const high = Math.max(1, (north - south) * scale);
  const onMap = ([x, y]: Point): Point => [(x - west) * flat * scale, (north - y) * scale];
  const tap = (event: MouseEvent & { currentTarget: SVGSVGElement }) => {
    const { left, top, width } = event.currentTarget.getBoundingClientRect();
    const unit = wide / width;
    const [x, y] = [(event.clientX - left) * unit, (event.clientY - top) * unit];
    onPoint([west + x / scale / flat, north - y / scale]);
  };
  const pin = draft.point ? onMap(draft.point) : null;
  return (
    <svg
      class="map"
      viewBox={`0 0 ${wide} ${high.toFixed(1)}`}
      role="img"
      aria-label="区域地图，点一下标出位置"
      onClick={tap}
    >
      {drawn.map(({ code, boundary }) => (
        <path
          key={code}
          d={pathOf(boundary, onMap)}
          aria-current={code === draft.areaCode ? 'true' : undefined}
        />
      ))}
      {pin ? <circle cx={pin[0]} cy={pin[1]} r={9} /> : null}
    </svg>
  );
}
