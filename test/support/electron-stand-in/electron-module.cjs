// What `require('electron')` gives to the app: main.ts puts it here before the app's first line runs.
module.exports = globalThis[Symbol.for('electron-stand-in')];
