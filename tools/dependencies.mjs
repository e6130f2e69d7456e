// Runs dependency-cruiser over the projects with the house's rules; used by the check, the graph and the test of the rules.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import config from '../.dependency-cruiser.mjs';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Cruises a tree shaped like this repository. The result's `summary.violations` carry the rule's name; `modules` the imports. */
export async function cruiseProjects(baseDir = root) {
  const folders = ['apps', 'libs', 'test'].filter((folder) => existsSync(resolve(baseDir, folder)));
  const { options, forbidden } = config;
  const { tsConfig, enhancedResolveOptions, ...cruiseOptions } = options;
  const { output } = await cruise(
    folders,
    { ...cruiseOptions, baseDir, ruleSet: { forbidden }, validate: true, enhancedResolveOptions },
    undefined,
    { tsConfig: extractTSConfig(resolve(root, tsConfig.fileName)) },
  );
  return output;
}

/** The sentence that explains a rule. */
export const commentOf = (name) => config.forbidden.find((rule) => rule.name === name)?.comment ?? '';

/** `apps/dispatch/src/x.ts` → `dispatch`. */
export const projectOf = (path) => /^(?:apps|libs)\/([^/]+)\//.exec(path)?.[1];
