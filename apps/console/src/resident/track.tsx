import { useEffect, useState } from 'preact/hooks';
import { ask } from '../parts/ask.js';
import { randomKey } from '../parts/random-key.js';
import { instantText, remainingText } from '../parts/instant.js';
import { LargeType } from './large-type.js';
import { Refused } from '../parts/refused.js';
import { Trouble } from './trouble.js';
import { troubleOf } from '../parts/trouble-of.js';
import { Ending } from './ending.js';
import { TrackAppealDocument, type ProgressFragment } from './generated/graphql.js';
import { linkOf, type Link } from './link.js';
import { headingOf } from './status.js';

/** While the page is looked at it is asked again so often, in milliseconds: each time is on record as an opening. */
const askedEvery = 300_000;
/** What remains is told to the minute. */
const ticking = 30_000;

/** What becomes of her matter: until when, who has it, what was done; and what she may do. By the time that limits run by, not that of the device. */
export function Track() {
  const [link, setLink] = useState<Link | null>(null);
  const [progress, setProgress] = useState<ProgressFragment | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [ahead, setAhead] = useState(0);
  const [now, setNow] = useState(0);

  useEffect(() => {
    const given = linkOf(location.pathname, location.hash);
    setLink(given);
    if (!given) return setTrouble('这个链接不完整。请用提交后给您的链接或二维码打开。');
    const look = () => {
      const began = Date.now();
      ask(TrackAppealDocument, given).then(
        ({ now: theirs, trackAppeal }) => {
          // the middle of the way there and back
          setAhead(Date.parse(theirs) - (began + Date.now()) / 2);
          setNow(Date.now());
          setTrouble(trackAppeal ? null : '没有找到这件事。请检查链接是否完整。');
          if (trackAppeal) setProgress(trackAppeal);
        },
        (error) =>
          setTrouble(
            error instanceof Refused && error.code === 'NOT_FOUND'
              ? '没有找到这件事。请检查链接是否完整。'
              : troubleOf(error),
          ),
      );
    };
    look();
    // another link that is pasted into the same window
    const anew = () => location.reload();
    addEventListener('hashchange', anew);
    const timer = setInterval(() => document.visibilityState === 'visible' && look(), askedEvery);
    const clock = setInterval(() => setNow(Date.now()), ticking);
    return () => {
      removeEventListener('hashchange', anew);
      clearInterval(timer);
      clearInterval(clock);
    };
  }, []);

  return (
    <>
      <header>
        <span>{link ? link.number : '未诉'}</span>
        <LargeType />
      </header>
      <main>
        <h1>{progress ? headingOf(progress.status) : '办理进度'}</h1>
        <Trouble said={trouble} />
        {progress && link ? (
          <>
            <Standing progress={progress} now={now + ahead} />
            <ol class="steps">
              {progress.steps.map((step) => (
                <li key={`${step.at} ${step.label}`}>
                  <b>{step.label}</b>
                  <br />
                  <span class="soft">{[instantText(step.at), step.unit].filter(Boolean).join(' · ')}</span>
                  {step.text ? <p>{step.text}</p> : null}
                </li>
              ))}
            </ol>
            <Ending link={link} progress={progress} keyOf={randomKey} onProgress={setProgress} />
          </>
        ) : trouble ? null : (
          <p class="soft" role="status">
            正在查…
          </p>
        )}
      </main>
    </>
  );
}

/** Until when, and who. A limit says what it counts. */
function Standing({ progress, now }: Readonly<{ progress: ProgressFragment; now: number }>) {
  const { dueBy, handlers, limits, extendedBecause, merged } = progress;
  const left = dueBy ? Date.parse(dueBy) - now : null;
  return (
    <>
      {left !== null || handlers.length ? (
        <div class={`card ${left !== null && left < 0 ? 'late' : 'now'}`}>
          {left !== null ? (
            <p>
              <b>{remainingText(left)}</b>（{instantText(dueBy as string)} 前办完）
            </p>
          ) : null}
          {handlers.length ? <p class="soft">由 {handlers.join('、')} 办理</p> : null}
          {extendedBecause ? <p class="soft">延长的原因：{extendedBecause}</p> : null}
        </div>
      ) : null}
      {merged ? <p class="note">和同一件事的其他反映一起办理，办完了您同样可以评价。</p> : null}
      {limits.length ? (
        <ul>
          {limits.map(({ label, dueBy: until, provisional, state }) => (
            <li key={`${label} ${until}`}>
              {label}：{instantText(until)} 前{provisional ? '（放假安排公布后可能变化）' : ''}
              {state === 'MET' ? ' · 已做到' : state === 'OVERDUE' ? ' · 已超时' : ''}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
