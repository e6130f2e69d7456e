import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, createServer, defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');
const jsx = { runtime: 'automatic', importSource: 'preact' };

/** The first picture of a page stands in its HTML, so that a slow telephone shows it before any script has come; the script takes it over. */
function drawnPages() {
  let drawn;
  return {
    name: 'weisu:drawn-pages',
    apply: 'build',
    async buildStart() {
      const server = await createServer({
        root,
        configFile: false,
        logLevel: 'error',
        server: { middlewareMode: true, ws: false, watch: null },
        optimizeDeps: { noDiscovery: true },
        appType: 'custom',
        oxc: { jsx },
      });
      try {
        ({ drawn } = await server.ssrLoadModule('/src/resident/drawn.tsx'));
      } finally {
        await server.close();
      }
    },
    transformIndexHtml: (html) =>
      html.replace(/<!--(report|track)-->/, (_whole, page) => drawn(page).replaceAll('$', '$$$$')),
  };
}

/** What is loaded later brings no style and needs nothing before it: the helper that would look for both is a tenth of what a resident loads. */
function plainImports() {
  return {
    name: 'weisu:plain-imports',
    apply: 'build',
    transform: (_code, id) =>
      id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null,
  };
}

/** Beside each file what is sent of it: packed once, as well as it goes. */
function packed() {
  return {
    name: 'weisu:packed',
    apply: 'build',
    async closeBundle() {
      for (const name of await readdir(dist, { recursive: true })) {
        if (!/\.(html|js|css|svg|webmanifest)$/.test(name)) continue;
        const file = join(dist, name);
        const bytes = await readFile(file);
        await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
        await writeFile(
          `${file}.br`,
          brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        );
      }
    },
  };
}

/** A build of its own for each: what two pages shared would be one more file that the telephone of a resident asks for. */
function built(name, pages, plugins) {
  return defineConfig({
    root,
    configFile: false,
    logLevel: 'warn',
    // hashed names, below the one path that may be kept for ever
    base: '/',
    publicDir: false,
    oxc: { jsx },
    plugins: [...plugins, plainImports(), packed()],
    build: {
      outDir: dist,
      emptyOutDir: false,
      // the oldest browsers of offices (docs/adr/0050)
      target: ['chrome95', 'safari15'],
      // an inlined file would be a `data:` address, which the policy forbids
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: `${name}.manifest.json`,
      reportCompressedSize: false,
      rollupOptions: {
        // "use client" is for frameworks that draw on a server
        onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
        input: Object.fromEntries(pages.map((page) => [page, join(root, `${page}.html`)])),
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  });
}

export async function buildConsole() {
  await rm(dist, { recursive: true, force: true });
  await build(built('resident', ['report', 'track'], [drawnPages()]));
  await build(built('staff', ['console'], []));
}
