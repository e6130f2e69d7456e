#!/usr/bin/env node
// keys.mjs seal <environment file> <sealed file>, keys.mjs open <sealed file> <environment file>, keys.mjs check <sealed file>.
// The encryption keys, sealed apart from the data: whoever has one backup alone can read nobody's name. Two persons each know one passphrase,
// and both are needed. Needs Node alone, no network and no package. AES-256-GCM under scrypt (N 2^17, r 8, p 1: about 128 MB and half a second a try).
import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

const format = 'weisu-sealed-keys-1';
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const shortest = 12;
const wanted = ['PERSONAL_DATA_KEYS', 'PERSON_KEY', 'TRACKING_KEY', 'WEBHOOK_KEYS', 'ADDRESS_KEY'];

const say = (line) => process.stdout.write(`${line}\n`);

/** Two lines from the terminal without echo, or from a pipe. */
async function passphrases() {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, output: silent, terminal });
  const reader = lines[Symbol.asyncIterator]();
  const given = [];
  for (const who of ['first', 'second']) {
    if (terminal) process.stderr.write(`passphrase of the ${who} person: `);
    given.push((await reader.next()).value ?? '');
    if (terminal) process.stderr.write('\n');
  }
  lines.close();
  if (given.some((one) => [...one].length < shortest))
    throw new Error(`two passphrases of at least ${shortest} characters are needed, one from each person`);
  return given;
}

const keyOf = (given, salt) =>
  scryptSync(JSON.stringify(given.map((one) => one.normalize('NFKC'))), salt, 32, cost);

function sealed(text, given) {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', keyOf(given, salt), nonce);
  cipher.setAAD(Buffer.from(format));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${format}\n${[salt, nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64')).join('\n')}\n`;
}

function opened(file, given) {
  const [first, ...parts] = file.trim().split('\n');
  if (first !== format || parts.length !== 4) throw new Error(`this is no file of ${format}`);
  const [salt, nonce, tag, body] = parts.map((part) => Buffer.from(part, 'base64'));
  const decipher = createDecipheriv('aes-256-gcm', keyOf(given, salt), nonce, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(format));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new Error('a passphrase is wrong, their order is wrong, or the file is damaged', { cause });
  }
}

/** By name and the first digits of its SHA-256, so that two people can compare without seeing a key. */
function describe(text) {
  const values = new Map(text.split('\n').map((line) => /^([A-Z_]+)=(.+)$/.exec(line)?.slice(1) ?? []));
  const missing = wanted.filter((name) => !values.has(name));
  if (missing.length) throw new Error(`missing: ${missing.join(', ')}`);
  for (const name of wanted)
    say(`  ${name.padEnd(20)} ${createHash('sha256').update(values.get(name)).digest('hex').slice(0, 12)}`);
}

async function write(file, text) {
  const handle = await open(`${file}.new`, 'w', 0o600);
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
}

async function main([command, from, to]) {
  if (command === 'seal' && to) {
    const text = await readFile(from, 'utf8');
    describe(text);
    const given = await passphrases();
    await write(to, sealed(text, given));
    if (opened(await readFile(to, 'utf8'), given) !== text)
      throw new Error('what was written cannot be opened');
    say(`sealed in ${to}, opened again and found equal`);
  } else if ((command === 'open' && to) || (command === 'check' && from)) {
    const text = opened(await readFile(from, 'utf8'), await passphrases());
    describe(text);
    if (command === 'open') await write(to, text);
  } else {
    throw new Error(
      'usage: keys.mjs seal <environment file> <sealed file> | open <sealed file> <environment file> | check <sealed file>',
    );
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
