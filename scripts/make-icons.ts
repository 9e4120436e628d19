/**
 * Draws every icon of the app from the SVG sources in resources/, with the Chromium of the tests. Run it after a change of a
 * source, and commit what it writes: `node scripts/make-icons.ts`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from './testing/find-chromium.ts';

interface Drawing {
  readonly source: string;
  /** Path below resources/. */
  readonly target: string;
  /** Width and height, in pixels. */
  readonly size: number;
  /** The colour of the lines, and of the mark that tells the state. */
  readonly line: string;
  readonly mark: string;
}

const states = { idle: '#000', working: '#2f9e44', 'needs-you': '#e8590c', error: '#e03131' } as const;
const darkGroundMarks = { idle: '#fff', working: '#51cf66', 'needs-you': '#ff922b', error: '#ff6b6b' } as const;
const appSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

const drawings: readonly Drawing[] = [
  ...appSizes.map((size) => ({
    source: 'icon.svg',
    target: `icons/${size}x${size}.png`,
    size,
    line: '#000',
    mark: '#000',
  })),
  { source: 'icon.svg', target: 'icon.png', size: 1024, line: '#000', mark: '#000' },
  { source: 'overlay-needs-you.svg', target: 'overlay-needs-you.png', size: 32, line: '#000', mark: '#000' },
  ...Object.keys(states).flatMap((name) => trayDrawings(name as keyof typeof states)),
];

/** For a light ground, for a dark one, and as a template: macOS colours those itself, and looks at their shape alone. */
function trayDrawings(state: keyof typeof states): readonly Drawing[] {
  const source = `tray/${state}.svg`;
  const scaled = (name: string, base: number, line: string, mark: string): Drawing[] => [
    { source, target: `tray/${name}.png`, size: base, line, mark },
    { source, target: `tray/${name}@2x.png`, size: base * 2, line, mark },
  ];
  const onLight = ['#343a40', states[state]] as const;
  const onDark = ['#f1f3f5', darkGroundMarks[state]] as const;
  return [
    ...scaled(`${state}-light`, 16, ...onLight),
    ...scaled(`${state}-dark`, 16, ...onDark),
    ...scaled(`${state}-light-32`, 32, ...onLight),
    ...scaled(`${state}-dark-32`, 32, ...onDark),
    ...scaled(`${state}Template`, 16, '#000', '#000'),
  ];
}

const resources = join(import.meta.dirname, '..', 'resources');

async function draw(page: Page, drawing: Drawing): Promise<void> {
  const svg = await readFile(join(resources, drawing.source), 'utf8');
  const { size, line, mark } = drawing;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px;` +
      `color:${line};--mark:${mark}}</style>${svg}`,
  );
  const target = join(resources, drawing.target);
  await mkdir(join(target, '..'), { recursive: true });
  await writeFile(target, await page.screenshot({ omitBackground: true, type: 'png' }));
}

const executablePath = findChromium();
if (executablePath === null) throw new Error('No Chromium was found: set CHROMIUM_PATH.');
const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
const page = await browser.newPage();
for (const drawing of drawings) await draw(page, drawing);
await browser.close();
process.stdout.write(`${drawings.length} icons are drawn.\n`);
