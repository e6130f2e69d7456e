/** @jsxImportSource react */
import { useState } from 'react';
import { Link } from 'wouter';
import { sessions, type Session } from './session.js';
import { useWhoIAm } from './who-i-am.js';

const handlers = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID', 'DEPARTMENT', 'COMPANY'];

/** As the contract lets roles ask (`workbench`, `appeals`, `registerAppeal`, `requests`, `followUpTasks`, `whistles`, `mediations`). */
const rooms: readonly Readonly<{ path: string; name: string; roles: readonly string[] }>[] = [
  { path: '/orders', name: '待办', roles: handlers },
  { path: '/matters', name: '事项', roles: [...handlers, 'AUDITOR'] },
  { path: '/register', name: '登记', roles: ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID'] },
  { path: '/requests', name: '申请', roles: handlers },
  { path: '/follow-ups', name: '回访', roles: handlers },
  { path: '/whistles', name: '吹哨', roles: [...handlers, 'AUDITOR'] },
  {
    path: '/docket',
    name: '调解',
    roles: ['MEDIATOR', 'DISTRICT', 'STREET', 'COMMUNITY', 'GRID', 'AUDITOR'],
  },
];

/** Who is signed in, for whom she acts, and the way out. */
export function Top({ session }: Readonly<{ session: Session }>) {
  const me = useWhoIAm();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const own = me?.unit ?? null;
  const others = me?.representedUnits ?? [];
  const { actingFor } = session;
  // whose absence has ended while she acted for it: she goes back from there
  const isOver = actingFor !== null && me !== null && !others.some(({ id }) => id === actingFor);
  const choices = isOver ? [...others, { id: actingFor, name: `${actingFor}（已结束）` }] : others;
  const leave = async () => {
    setLeaving(true);
    try {
      await sessions.end();
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
        {rooms
          .filter(({ roles }) => me?.roles.some((role) => roles.includes(role)))
          .map(({ path, name }) => (
            <Link key={path} href={path}>
              {name}
            </Link>
          ))}
      </nav>
      <span className="grow" />
      {choices.length ? (
        <label>
          <span className="seen-by-readers">以哪个单位办理</span>
          <select
            value={session.actingFor ?? ''}
            onChange={({ target }) => void actFor(target.value || null)}
          >
            <option value="">{own?.name ?? '本单位'}</option>
            {choices.map(({ id, name }) => (
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
