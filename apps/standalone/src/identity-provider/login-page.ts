/** Pages of the embedded provider. Everything is inline: they must show without any other server. */
const style = `
  body { font-family: system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif; background: #f3f5f8; color: #1d2733; margin: 0; }
  main { max-width: 22rem; margin: 12vh auto 0; background: #fff; padding: 2rem; border-radius: .5rem; }
  h1 { font-size: 1.25rem; margin: 0 0 1.5rem; }
  label { display: block; margin: 1rem 0 .25rem; }
  input { width: 100%; box-sizing: border-box; padding: .6rem; font-size: 1rem; border: 1px solid #8793a2; border-radius: .25rem; }
  button { width: 100%; margin-top: 1.5rem; padding: .7rem; font-size: 1rem; border: 0; border-radius: .25rem; background: #b3261e; color: #fff; }
  [role=alert] { color: #b3261e; }`;

/** No script, no frame, nothing from elsewhere. `form-action` is left open: it would also stop the redirect to the client. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1>${content}</main></body>
</html>`;
}

export function loginPage(title: string, options: Readonly<{ username: string; failed: boolean }>): string {
  const alert = options.failed
    ? '<p role="alert">用户名或密码不正确，或账号因多次输错已被临时锁定，请稍后再试。</p>'
    : '';
  return page(
    title,
    `${alert}<form method="post" autocomplete="on">
<label for="username">用户名</label>
<input id="username" name="username" required autofocus autocomplete="username" value="${escapeHtml(options.username)}">
<label for="password">密码</label>
<input id="password" name="password" type="password" required autocomplete="current-password">
<button type="submit">登录</button>
</form>`,
  );
}

export function problemPage(code: string): string {
  return page('无法继续登录', `<p>请返回后重新登录。</p><p><small>${escapeHtml(code)}</small></p>`);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
