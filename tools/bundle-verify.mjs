// What a bundle must be; used by tools/bundle.mjs before it lets a file out of its hands, and on a file that came from elsewhere.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** One image each. */
export const services = [
  'directory',
  'intake',
  'dispatch',
  'mediation',
  'evaluation',
  'notification',
  'gateway',
];

const needed = [
  'INSTALL.md',
  'INSTALL.zh-CN.md',
  'verify.sh',
  'sbom.cdx.json',
  'chart/Chart.yaml',
  'keycloak/realm.json',
  'backup/restore.sh',
];

/** `SHA256SUMS` of a folder, in the form that `sha256sum -c` reads. */
export async function checksums(folder) {
  const files = await filesOf(folder);
  const lines = [];
  for (const file of files)
    if (file !== 'SHA256SUMS') lines.push(`${await sha256(join(folder, file))}  ${file}\n`);
  return lines.join('');
}

/** Names of the images in each archive of a folder: docker's form (manifest.json) or the OCI layout (index.json). */
export async function imagesIn(folder) {
  const archives = (await readdir(folder)).filter((name) => name.endsWith('.tar')).sort();
  return archives.map((file) => {
    const read = (entry) =>
      JSON.parse(
        execFileSync('tar', ['-xOf', join(folder, file), entry], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      );
    const entries = execFileSync('tar', ['-tf', join(folder, file)], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }).split('\n');
    const names = entries.includes('manifest.json')
      ? read('manifest.json').flatMap(({ RepoTags }) => RepoTags ?? [])
      : entries.includes('index.json')
        ? read('index.json').manifests.flatMap(
            ({ annotations = {} }) =>
              annotations['io.containerd.image.name'] ??
              annotations['org.opencontainers.image.ref.name'] ??
              [],
          )
        : [];
    if (!names.length) throw new Error(`images/${file} is no image archive, or its image has no name`);
    return { file, names };
  });
}

/** Throws with everything that is wrong; answers what it saw. */
export async function verifyBundle(archive) {
  const work = await mkdtemp(join(tmpdir(), 'weisu-bundle-verify-'));
  try {
    execFileSync('tar', ['-xf', archive, '-C', work]);
    const [name, ...others] = await readdir(work);
    if (!name?.startsWith('weisu-') || others.length)
      throw new Error('the archive does not hold one folder weisu-<version>');
    const folder = join(work, name);
    const wrong = [];
    const files = await sums(folder, wrong);
    wrong.push(...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing`));
    wrong.push(...(await secretsIn(folder, files)));
    const components = await sbom(folder, wrong);
    const images = await ownImages(folder, name.slice('weisu-'.length), wrong);
    if (wrong.length) throw new Error(`this bundle is not to be used:\n  ${wrong.join('\n  ')}`);
    const bytes = (await stat(archive)).size;
    return [
      `${name}: ${files.length} files, ${(bytes / 2 ** 20).toFixed(1)} MiB, every SHA-256 right`,
      `SBOM: ${components} components; images: ${images}`,
    ];
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function sums(folder, wrong) {
  const listed = new Map(
    (await readFile(join(folder, 'SHA256SUMS'), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
  const files = (await filesOf(folder)).filter((file) => file !== 'SHA256SUMS');
  for (const file of files) {
    if (!listed.has(file)) wrong.push(`${file} is in no checksum`);
    else if (listed.get(file) !== (await sha256(join(folder, file)))) wrong.push(`${file} was changed`);
    listed.delete(file);
  }
  wrong.push(...[...listed.keys()].map((file) => `${file} is missing`));
  return files;
}

/** Nothing that opens a door may travel: private keys, environment files, npm's own configuration. */
async function secretsIn(folder, files) {
  const found = files.filter((file) => /(^|\/)(\.npmrc|\.env|.*\.key)$/.test(file));
  for (const file of files.filter((one) => !one.startsWith('images/') && !one.startsWith('bin/')))
    if (
      /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}/.test(
        await readFile(join(folder, file), 'utf8'),
      )
    )
      found.push(file);
  return found.map((file) => `${file} may hold a secret`);
}

async function sbom(folder, wrong) {
  const { bomFormat, components = [] } = JSON.parse(await readFile(join(folder, 'sbom.cdx.json'), 'utf8'));
  if (bomFormat !== 'CycloneDX' || !components.length) wrong.push('sbom.cdx.json names no component');
  return components.length;
}

async function ownImages(folder, version, wrong) {
  if (!existsSync(join(folder, 'images'))) return 'none';
  const names = (await imagesIn(join(folder, 'images'))).flatMap((image) => image.names);
  const has = (service) =>
    names.some((name) => new RegExp(`(^|/)weisu/${service}:${version.replaceAll('.', '\\.')}$`).test(name));
  wrong.push(
    ...services
      .filter((service) => !has(service))
      .map((service) => `images/: weisu/${service}:${version} is missing`),
  );
  return names.join(', ');
}

async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

async function sha256(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
