import { LoopWatch } from './loop-watch.ts';
import { MemoryWatch } from './memory-watch.ts';

/**
 * Loaded before a program that is measured, in its process: on words from the bench it watches the event loop, or the
 * memory, and tells how it did, or how much the process has worked. The program knows nothing of it.
 */
let watch: LoopWatch | null = null;
let memory: MemoryWatch | null = null;

process.on('message', (word) => {
  if (word === 'begin') {
    watch?.finish();
    watch = new LoopWatch();
    process.send?.('begun');
  } else if (word === 'work') {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1000);
  } else if (word === 'watch memory') {
    memory = new MemoryWatch();
    process.send?.('begun');
  } else if (word === 'memory' && memory !== null) {
    process.send?.(memory.finish());
    memory = null;
  } else if (word === 'report' && watch !== null) {
    process.send?.(watch.finish());
    watch = null;
  }
});
// The bench is gone: end as on a Ctrl-C, so that nothing stays behind.
process.once('disconnect', () => process.kill(process.pid, 'SIGINT'));
process.channel?.unref();
