/** A drawing that takes a page over where it is shown as a document, in base64. */
export const drawing = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=\'taken over\'"><script>document.title = 1</script></svg>',
).toString('base64');

/** What a command may print for a terminal: colours, a link, an order to wipe the screen, a line written over, turned letters. */
export const colouredOutput = [
  '\u001b[31mred\u001b[0m, ',
  '\u001b]8;;https://elsewhere.example\u0007a link\u001b]8;;\u0007, ',
  '\u001b[2J\u001b[H\u001b]0;taken over\u001b\\gone and ',
  '\u202egnp.exe\u202c\u0007',
].join('');

/** What a page may bring along, in the output of a command as in a file. */
export const hostilePage = [
  '<script>document.title = "taken over"</script>',
  '<img src="x" onerror="document.title = \'taken over\'">',
  '<iframe src="https://elsewhere.example/"></iframe>',
  '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">',
  '[script link](javascript:document.title="taken-over")',
  '[file link](file:///etc/passwd)',
  'javascript:document.title="taken-over"',
  'file:///etc/passwd',
].join('\n');
