/** @jsxImportSource react */
import { useState } from 'react';
import { Kept } from '../shell/fields.js';

const patience = 15_000;

/** Where the telephone is, when it is tapped; reporting in goes without it, too. */
export function PositionField() {
  const [point, setPoint] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const find = () => {
    if (!('geolocation' in navigator)) return setSaid('这台设备不能定位，可以不带位置报到。');
    setSaid('正在定位…');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setPoint(`${coords.longitude} ${coords.latitude}`);
        setSaid('已带上当前位置。');
      },
      () => setSaid('没有定位成功，可以再试，也可以不带位置报到。'),
      { enableHighAccuracy: true, timeout: patience },
    );
  };
  return (
    <p>
      <button type="button" onClick={find}>
        带上当前位置
      </button>{' '}
      <span role="status" className="soft">
        {said}
      </span>
      <Kept name="point" values={point === null ? [] : [point]} />
    </p>
  );
}

/** As the browser says it: WGS84. */
export function pointOf(form: FormData) {
  const value = form.get('point');
  if (typeof value !== 'string') return null;
  const [longitude, latitude] = value.split(' ').map(Number);
  if (longitude === undefined || latitude === undefined) return null;
  return { longitude, latitude, datum: 'WGS84' as const };
}
