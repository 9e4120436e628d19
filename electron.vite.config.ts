import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { recordBundledPackages } from './scripts/packaging/bundled-packages.ts';

/** What stays a `require` at run time. All else is bundled, and is a development dependency for that reason. */
const external = ['electron', 'better-sqlite3'];

/** The development server puts inline scripts into the page, which the page's own policy would refuse. */
const withoutPolicyInDevelopment = {
  name: 'without-policy-in-development',
  apply: 'serve' as const,
  transformIndexHtml: (html: string): string => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

/** Formulas have their fonts in three formats, for browsers of ten years ago; every one that can run the window reads the first. */
const oneFormatOfFonts = {
  name: 'one-format-of-fonts',
  enforce: 'pre' as const,
  transform: (code: string, id: string): string | null =>
    /katex(?:\.min)?\.css$/.test(id.split('?')[0] ?? '')
      ? code.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("(?:woff|truetype)"\)/g, '')
      : null,
};

export default defineConfig({
  main: {
    plugins: [recordBundledPackages(import.meta.dirname, 'main')],
    build: {
      externalizeDeps: false,
      lib: {
        entry: {
          index: 'apps/main/index.ts',
          headless: 'apps/main/headless.ts',
          'demo-agent': 'apps/main/demo-agent/main.ts',
          'checkpoint-thread': 'apps/main/persistence/checkpoint-thread.ts',
        },
        formats: ['cjs'],
        fileName: (_, name) => `${name}.cjs`,
      },
      rolldownOptions: {
        external,
        // In the order of the source: headless.cjs looks at the version of Node before it loads anything else.
        output: { chunkFileNames: 'chunks/[name]-[hash].cjs', strictExecutionOrder: true },
      },
      sourcemap: true,
      emptyOutDir: true,
    },
  },
  preload: {
    plugins: [recordBundledPackages(import.meta.dirname, 'preload')],
    build: {
      externalizeDeps: false,
      lib: { entry: { index: 'apps/preload/index.ts' }, formats: ['cjs'], fileName: (_, name) => `${name}.cjs` },
      rolldownOptions: { external: ['electron'] },
      emptyOutDir: true,
    },
  },
  renderer: {
    root: 'apps/renderer',
    plugins: [
      react(),
      withoutPolicyInDevelopment,
      oneFormatOfFonts,
      recordBundledPackages(import.meta.dirname, 'renderer'),
    ],
    // As modules, so that the thread that colours code loads each language when it is first met.
    worker: { format: 'es', plugins: () => [recordBundledPackages(import.meta.dirname, 'renderer-threads')] },
    build: {
      rolldownOptions: { input: 'apps/renderer/index.html' },
      // Electron's own Chromium, and browsers of the last years for the web host: light-dark() stays as it is.
      target: 'es2022',
      cssTarget: ['chrome130', 'firefox130', 'safari18'],
      minify: true,
      // The page's policy takes fonts from files of ours alone.
      assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
      // In kB. It warns of what people download, and the window is read from this computer's disk. The largest part is the one
      // grammar for C++; what the first picture does not need (the dialogs, the highlighter, its languages and themes, formulas)
      // is in parts of its own.
      chunkSizeWarningLimit: 800,
    },
  },
});
