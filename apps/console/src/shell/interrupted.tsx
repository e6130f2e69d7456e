/** @jsxImportSource react */
import { useState, type ReactNode } from 'react';
import { sessions, signInUrl, type Standing } from './session.js';

/**
 * A session that ended, or another one in this browser. What the page shows is covered, as whoever sits there now may be somebody else; what she typed is still in it when she comes back.
 */
export function Interrupted({ standing, children }: Readonly<{ standing: Standing; children: ReactNode }>) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const isHers = standing.is === 'CHANGED' && standing.now.subject === standing.session.subject;
  const goOn = async () => setTrouble(await sessions.goOn().catch(() => '没有成功，请再试一次。'));
  const isCovered = standing.is === 'ENDED' || standing.is === 'CHANGED';
  return (
    <>
      {isCovered ? (
        <section className="interrupted" role="alertdialog" aria-labelledby="interrupted">
          {standing.is === 'ENDED' ? (
            <>
              <h1 id="interrupted">登录已结束</h1>
              <p>半小时没有操作，或已在别处退出。刚才写的还在，重新登录后接着写。</p>
              <p>
                <a
                  className="button primary"
                  href={signInUrl('/console/signed-in')}
                  target="_blank"
                  rel="noreferrer"
                >
                  重新登录（新窗口）
                </a>
              </p>
            </>
          ) : (
            <>
              <h1 id="interrupted">此浏览器已换了身份</h1>
              {isHers ? (
                <>
                  <p>登录的仍是您，但已不是为原来的单位办理。刚才写的还在。</p>
                  <p>
                    <button className="primary" onClick={() => void goOn()}>
                      接着为原来的单位办理
                    </button>
                  </p>
                </>
              ) : (
                <p>另一个窗口里换人登录了。本页的内容没有提交。</p>
              )}
              <p>
                <button onClick={() => location.reload()}>按新的身份打开</button>
              </p>
              <div role="alert">{trouble ? <p className="bad">{trouble}</p> : null}</div>
            </>
          )}
        </section>
      ) : null}
      <div className={isCovered ? 'covered' : undefined}>{children}</div>
    </>
  );
}
