// The least that is an Electron app, as the templates of electron-vite begin: what any app costs, ours included.
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    show: false,
    webPreferences: { preload: join(__dirname, 'preload.cjs'), sandbox: true },
  });
  window.once('ready-to-show', () => window.show());
  return window.loadURL(pathToFileURL(join(__dirname, 'index.html')).href);
});
app.on('window-all-closed', () => app.quit());
