// Loaded into the main process before the app (electron -r): it asks the first window when it was painted, reads the memory
// of the main process once that is at rest, prints one line, and quits the app.
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { app } = require('electron');

/** How long the app is left alone before its memory is read, in milliseconds. */
const restMs = 2000;

/**
 * Runs in the page. Resolves with moments since 1970, in milliseconds: when something was painted first, and when the page
 * first showed the words that say that it can be used.
 */
async function watchPage(words) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (!document.body.innerText.includes(words)) await frame();
  const usable = performance.timeOrigin + performance.now();
  let paint;
  while (paint === undefined) {
    paint = performance.getEntriesByName('first-contentful-paint')[0];
    await frame();
  }
  return { paint: performance.timeOrigin + paint.startTime, usable };
}

app.once('browser-window-created', (_, window) => {
  window.webContents.once('dom-ready', async () => {
    const words = process.env.BENCH_WORDS;
    const seen = await window.webContents.executeJavaScript(`(${watchPage})(${JSON.stringify(words)})`);
    await new Promise((resolve) => setTimeout(resolve, restMs));
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    const { rss, heapUsed } = process.memoryUsage();
    const cpu = process.cpuUsage();
    process.stdout.write(`${JSON.stringify({ ...seen, rss, heapUsed, cpuMs: (cpu.user + cpu.system) / 1000 })}\n`);
    app.quit();
  });
});
