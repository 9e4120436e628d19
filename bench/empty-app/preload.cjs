const { contextBridge } = require('electron');

contextBridge.exposeInMainWorld('emptyApp', { name: 'an empty app' });
