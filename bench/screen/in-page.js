/**
 * Put into the page before its own scripts. `benchUntilSeen(words)` waits for the next click and tells how many milliseconds
 * later the frame with these words inside the transcript's visible part was handed to the screen.
 */
globalThis.benchUntilSeen = (words) =>
  new Promise((resolve) => {
    let clicked = 0;
    document.addEventListener('click', (event) => (clicked = event.timeStamp), { capture: true, once: true });
    const look = () => {
      if (clicked === 0 || !isSeen(words)) requestAnimationFrame(look);
      // Between this frame's callbacks and the next task lies the painting.
      else setTimeout(() => resolve(performance.now() - clicked));
    };
    requestAnimationFrame(look);
  });

function isSeen(words) {
  const frame = document.querySelector('[data-testid="transcript"]');
  if (frame === null) return false;
  const texts = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.data.includes(words)) continue;
    const box = texts.currentNode.parentElement.getBoundingClientRect();
    const view = frame.getBoundingClientRect();
    const shown = texts.currentNode.parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return shown && box.height > 0 && box.top >= view.top && box.bottom <= view.bottom + 1;
  }
  return false;
}

/** `benchUsable()` tells how many milliseconds after the page was asked for its list was on screen, and the page free again. */
const usable = new Promise((resolve) => {
  const look = () => {
    const row = document.querySelector('[data-testid="instance-row"]');
    if (row === null || row.getBoundingClientRect().height === 0) requestAnimationFrame(look);
    else setTimeout(() => resolve(performance.now()));
  };
  requestAnimationFrame(look);
});
globalThis.benchUsable = () => usable;
