import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paperFiles, TemplateInvalid } from '@weisu/papers';
import { kindOfFile, notoSerif, previewOf } from '@weisu/printing';

const [file, folder] = process.argv.slice(2);
const kind = file ? kindOfFile(file) : null;

if (!file || !folder || !kind) {
  const names = Object.values(paperFiles).join(', ');
  process.stderr.write(
    `usage: paper:preview -- TEMPLATE.yaml FOLDER; the template is called one of: ${names}\n`,
  );
  process.exitCode = 1;
} else {
  try {
    const { docx, pdf } = await previewOf(await readFile(file, 'utf8'), kind, notoSerif());
    await mkdir(folder, { recursive: true });
    const path = join(folder, paperFiles[kind]);
    await writeFile(`${path}.docx`, docx);
    await writeFile(`${path}.pdf`, pdf);
    process.stdout.write(`${path}.docx and ${path}.pdf\n`);
  } catch (error) {
    if (!(error instanceof TemplateInvalid)) throw error;
    process.stderr.write(`${file}:\n${error.message}\n`);
    process.exitCode = 1;
  }
}
