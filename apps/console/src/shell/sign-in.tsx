/** @jsxImportSource react */
import { useEffect } from 'react';
import { signInUrl, tellOtherTabs, type Standing } from './session.js';

const whys: Readonly<Record<string, string>> = {
  EXPIRED: '登录页面放得太久，请重新登录。',
  REFUSED: '没有登录成功。账号或密码不对，或账号已停用；请再试一次，或联系本单位管理员。',
  AWAY: '登录服务暂时没有回应，请稍后再试。',
  TLS: '此地址没有加密（https），不能登录。请使用 https 地址，或联系系统管理员。',
};

/** Where nobody is signed in. */
export function SignIn({ standing }: Readonly<{ standing: Standing }>) {
  const asked = new URLSearchParams(location.search);
  const why = whys[asked.get('why') ?? ''];
  const here = `${location.pathname}${location.search}`;
  const to = location.pathname === '/console/sign-in' ? (asked.get('to') ?? '/console') : here;
  return (
    <main className="door">
      <h1>未诉 · 工作台</h1>
      <div role="alert">
        {why ? <p className="note bad">{why}</p> : null}
        {standing.is === 'AWAY' ? <p className="note bad">{whys['AWAY']}</p> : null}
        {isSecureContext ? null : <p className="note bad">{whys['TLS']}</p>}
      </div>
      {standing.is === 'NOT_OFFERED' ? (
        <p>此处尚未开通登录，请联系系统管理员。</p>
      ) : (
        <p>
          <a className="button primary" href={signInUrl(to)}>
            登录
          </a>
        </p>
      )}
      <p className="soft">居民反映问题，请扫社区、网格张贴的二维码，不必登录。</p>
    </main>
  );
}

/** In the window that signing in again was done in. */
export function SignedIn() {
  useEffect(tellOtherTabs, []);
  return (
    <main className="door">
      <h1>已登录</h1>
      <p>请关闭此窗口，回到刚才的页面。</p>
      <p>
        <a href="/console">或从工作台首页开始</a>
      </p>
    </main>
  );
}
