/** @jsxImportSource react */
import { useState } from 'react';
import { Link } from 'wouter';
import { sessions, type Session } from './session.js';
import { useWhoIAm } from './who-i-am.js';

/** Who is signed in, for whom she acts, and the way out. */
export function Top({ session }: Readonly<{ session: Session }>) {
  const me = useWhoIAm();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const own = me?.unit ?? null;
  const others = me?.representedUnits ?? [];
  const seesMatters = me?.roles.some((role) => role !== 'MEDIATOR' && role !== 'ADMIN') ?? false;
  const leave = async () => {
    setLeaving(true);
    try {
      const isToldThere = await sessions.end();
      if (!isToldThere) location.assign('/console/sign-in?why=AWAY');
    } catch {
      setTrouble('没有退出成功，请再试一次。');
      setLeaving(false);
    }
  };
  const actFor = async (unitId: string | null) => {
    const refused = await sessions.actFor(unitId).catch(() => '没有成功，请再试一次。');
    if (refused) setTrouble(refused);
    else location.assign('/console');
  };
  return (
    <header className="top">
      <strong>
        <Link href="/">未诉</Link>
      </strong>
      {session.actingFor ? (
        <span className="acting">
          代理 {others.find(({ id }) => id === session.actingFor)?.name ?? session.actingFor}
        </span>
      ) : (
        <span>{own?.name ?? me?.area?.name ?? ''}</span>
      )}
      <nav aria-label="工作台">
        <Link href="/orders">待办</Link> {seesMatters ? <Link href="/matters">事项</Link> : null}
      </nav>
      <span className="grow" />
      {others.length ? (
        <label>
          <span className="seen-by-readers">以哪个单位办理</span>
          <select
            value={session.actingFor ?? ''}
            onChange={({ target }) => void actFor(target.value || null)}
          >
            <option value="">{own?.name ?? '本单位'}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                代理 {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <span>{session.name}</span>
      <button onClick={() => void leave()} disabled={isLeaving}>
        退出
      </button>
      <div role="alert">{trouble ? <span className="bad">{trouble}</span> : null}</div>
    </header>
  );
}
