import { useEffect, useRef, useState } from 'preact/hooks';

export type Received = Readonly<{ number: string; secret: string }>;

type Shown = Readonly<{ received: Received; onAnother: () => void }>;

/** What she keeps: the number, and the link that lets its holder follow. Its secret stands behind `#`, which no server is sent. */
export function Receipt({ received: { number, secret }, onAnother }: Shown) {
  const [copied, setCopied] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const path = `/t/${number}#${secret}`;
  useEffect(() => heading.current?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(path, location.href).href);
      setCopied('已复制');
    } catch {
      setCopied('没能复制，请长按“查看进度”复制链接，或截图保存二维码。');
    }
  };
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        我们收到了
      </h1>
      <p>编号</p>
      <p class="number">{number}</p>
      <p class="note">请保存下面的链接或二维码：凭它查进度、评价、撤回。我们不会向您要验证码。</p>
      <Code path={path} />
      <a class="primary big" href={path}>
        查看进度
      </a>
      <button type="button" class="big" onClick={() => void copy()}>
        复制链接
      </button>
      <p class="hint" role="status">
        {copied}
      </p>
      <button type="button" class="link" onClick={onAnother}>
        再报一件
      </button>
    </>
  );
}

/** The link as a QR code; it comes when the receipt is on the screen, and is not waited for. */
function Code({ path }: Readonly<{ path: string }>) {
  const [rows, setRows] = useState<readonly (readonly boolean[])[]>([]);
  useEffect(() => {
    void import('uqr').then(({ encode }) =>
      setRows(encode(new URL(path, location.href).href, { border: 2 }).data),
    );
  }, [path]);
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg
      class="qr"
      role="img"
      aria-label="查看进度的二维码"
      viewBox={`0 0 ${rows.length || 1} ${rows.length || 1}`}
      shape-rendering="crispEdges"
    >
      <path d={dark.join('')} />
    </svg>
  );
}
