import { createHash, timingSafeEqual } from 'node:crypto';

/** Client authentication as RFC 6749 2.3.1 has it: Basic with both parts form-encoded, or in the form. */
export function clientCredentials(
  authorization: string | undefined,
  form: URLSearchParams,
): Readonly<{ id: string; secret: string }> {
  const basic = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1];
  if (!basic) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const pair = new URLSearchParams(`id=${id}&secret=${secret}`);
  return { id: pair.get('id') ?? '', secret: pair.get('secret') ?? '' };
}

/** Takes as long whatever was given; a client without a secret has none that is right. */
export function isSecret(given: string, expected: string | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected ?? '')) && expected !== undefined;
}
