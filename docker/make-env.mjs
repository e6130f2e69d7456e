// `node docker/make-env.mjs > docker/.env`: the example with a fresh random value for every name. Prints and writes nothing itself, so that an
// existing file is replaced only by who says so; keys that are lost cannot be made again.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const example = await readFile(new URL('.env.example', import.meta.url), 'utf8');

/** Passwords stand in addresses, so they are hexadecimal; keys are what the services parse. */
function valueOf(name) {
  const key = () => randomBytes(32).toString('base64');
  if (name.endsWith('_KEYS')) return `first:${key()}`;
  if (name === 'PERSON_KEY' || name === 'TRACKING_KEY') return key();
  return randomBytes(24).toString('hex');
}

process.stdout.write(example.replace(/^([A-Z0-9_]+)=$/gm, (_line, name) => `${name}=${valueOf(name)}`));
