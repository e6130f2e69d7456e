import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { answer, readForm } from './form.http.js';
import { loginPage, pageHeaders, problemPage } from './login-page.js';
import type { Login } from './login.store.js';

/** The login form of the code flow: GET shows it, POST tries it; the interaction cookie says for which login. */
export function loginHandler(parts: Readonly<{ provider: Provider; login: Login; title: string }>) {
  const { provider, login, title } = parts;

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await provider.interactionDetails(request, response);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      return answer(response, 400, problemPage('登录页面已过期'), pageHeaders);
    }
    if (request.method === 'GET') {
      return answer(response, 200, loginPage(title, { username: '', failed: false }), pageHeaders);
    }
    if (request.method !== 'POST')
      return answer(response, 405, problemPage('405'), { ...pageHeaders, allow: 'GET, POST' });

    const form = await readForm(request);
    if (!form) return answer(response, 413, problemPage('413'), { ...pageHeaders, connection: 'close' });
    const username = form.get('username')?.trim() ?? '';
    const user = await login(username, form.get('password') ?? '');
    if (!user) return answer(response, 200, loginPage(title, { username, failed: true }), pageHeaders);
    await provider.interactionFinished(request, response, { login: { accountId: user.subject } });
  };
}
