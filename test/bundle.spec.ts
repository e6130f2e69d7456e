import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import.meta.jest.setTimeout(120_000);

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const services = ['directory', 'intake', 'dispatch', 'mediation', 'evaluation', 'notification', 'gateway'];

describe('the bundle for a place without a registry', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const bundle = async (...args: readonly string[]) =>
    (await run(process.execPath, [join(root, 'tools/bundle.mjs'), ...args], { cwd: root })).stdout;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weisu-bundle-test-'));
    for (const service of services) await imageArchive(at('images'), service);
    await bundle('--images', at('images'), '--out', at('whole.tar'));
    await run('tar', ['-xf', at('whole.tar'), '-C', folder]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is verified with its images, and on the other side with coreutils alone', async () => {
    const said = await bundle('verify', at('whole.tar'));
    expect(said).toContain('every SHA-256 right');
    for (const service of services) expect(said).toContain(`localhost/weisu/${service}:0.1.0`);
    const { stdout } = await run('sh', ['verify.sh'], { cwd: at('weisu-0.1.0') });
    expect(stdout).toMatch(/^all \d+ files are as they were bundled$/m);
    expect(await readFile(at('weisu-0.1.0/images/IMAGES'), 'utf8')).toContain(
      'intake.tar\tlocalhost/weisu/intake:0.1.0',
    );
  });

  it('is not made when an image is missing', async () => {
    await rm(at('images/intake.tar'));
    await expect(bundle('--images', at('images'), '--out', at('partial.tar'))).rejects.toThrow(
      'weisu/intake:0.1.0 is missing',
    );
    await expect(readFile(at('partial.tar'))).rejects.toThrow('ENOENT');
  });

  it('is refused when a file was changed or added on the way', async () => {
    await appendFile(at('weisu-0.1.0/chart/values.yaml'), '# changed\n');
    await writeFile(at('weisu-0.1.0/added'), '');
    await run('tar', ['-cf', at('changed.tar'), '-C', folder, 'weisu-0.1.0']);
    const refusal = await bundle('verify', at('changed.tar')).catch(String);
    expect(refusal).toContain('chart/values.yaml was changed');
    expect(refusal).toContain('added is in no checksum');
    await expect(run('sh', ['verify.sh'], { cwd: at('weisu-0.1.0') })).rejects.toThrow('did NOT match');
  });
});

/** An archive in docker's form with no layer in it: the bundle asks for names alone. */
async function imageArchive(folder: string, service: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify([{ RepoTags: [`localhost/weisu/${service}:0.1.0`] }]),
  );
  await run('tar', ['-cf', join(folder, `${service}.tar`), '-C', folder, 'manifest.json']);
  await rm(join(folder, 'manifest.json'));
}
