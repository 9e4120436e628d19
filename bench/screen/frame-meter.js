/**
 * Put into the page before its own scripts. `benchFrames.begin()` notes from then on when each frame began and which tasks
 * held the page for more than 50 milliseconds; `benchFrames.end()` hands both over: the times between frames, and the tasks'
 * lengths, in milliseconds. `benchScroll(pixels, seconds)` scrolls the transcript by so much a frame, up if it is negative,
 * until the seconds are over or its end is reached, and tells whether that was reached.
 */
globalThis.benchFrames = (() => {
  let frames = [];
  let tasks = [];
  let last = 0;
  let running = false;
  const note = (at) => {
    if (!running) return;
    if (last > 0) frames.push(at - last);
    last = at;
    requestAnimationFrame(note);
  };
  const take = (list) => {
    if (running) tasks.push(...list.map(({ duration }) => duration));
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    begin: () => {
      observer.takeRecords();
      frames = [];
      tasks = [];
      last = 0;
      running = true;
      requestAnimationFrame(note);
    },
    end: () => {
      take(observer.takeRecords());
      running = false;
      return { frames, tasks };
    },
  };
})();

globalThis.benchScroll = (pixels, seconds) =>
  new Promise((resolve) => {
    const list = document.querySelector('[data-testid="transcript"] [data-virtuoso-scroller]');
    const until = performance.now() + seconds * 1000;
    let [height, atEdgeSince] = [0, 0];
    const step = () => {
      // So does a wheel tell the list that it is a person who scrolls.
      list.dispatchEvent(new WheelEvent('wheel', { deltaY: pixels }));
      list.scrollTop += pixels;
      const atEdge = pixels < 0 ? list.scrollTop <= 0 : list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
      if (!atEdge || list.scrollHeight !== height) atEdgeSince = performance.now();
      height = list.scrollHeight;
      // For a while it may only wait there for older entries.
      if (performance.now() - atEdgeSince > 1500) resolve(true);
      else if (performance.now() > until) resolve(false);
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
