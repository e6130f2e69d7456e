// Sets the client secret of each service in the realm to that of the environment (SECRET_<client>). Keycloak makes random ones when it imports
// the realm. Safe to run twice. Runs on the image of a service, which has node; needs KEYCLOAK and KEYCLOAK_ADMIN_PASSWORD.
import { URLSearchParams } from 'node:url';

const { KEYCLOAK, KEYCLOAK_ADMIN_PASSWORD } = process.env;

async function ask(path, options = {}) {
  const response = await fetch(`${KEYCLOAK}${path}`, options);
  if (!response.ok) throw new Error(`${options.method ?? 'GET'} ${path}: ${response.status}`);
  return response.status === 204 ? null : response.json();
}

async function signIn() {
  const body = new URLSearchParams({
    grant_type: 'password',
    client_id: 'admin-cli',
    username: 'admin',
    password: KEYCLOAK_ADMIN_PASSWORD,
  });
  const { access_token: token } = await ask('/realms/master/protocol/openid-connect/token', {
    method: 'POST',
    body,
  });
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
}

for (const client of [
  'directory',
  'intake',
  'dispatch',
  'mediation',
  'evaluation',
  'notification',
  'gateway',
]) {
  const secret = process.env[`SECRET_${client}`];
  if (!secret) throw new Error(`SECRET_${client} is empty`);
  // Anew for each client: an administrator's token lives for a minute.
  const headers = await signIn();
  const [found] = await ask(`/admin/realms/weisu/clients?clientId=${client}`, { headers });
  if (!found) throw new Error(`the realm has no client ${client}`);
  await ask(`/admin/realms/weisu/clients/${found.id}`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ ...found, secret }),
  });
  console.log(`${client}: secret set`);
}
