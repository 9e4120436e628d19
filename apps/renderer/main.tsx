import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './global.css';
import { createRoot } from 'react-dom/client';
import { createAppModel } from './app-model.ts';
import { findBridge } from './connection/find-bridge.ts';
import { soleInstance } from './features/shell/sole-instance.ts';
import { Root } from './features/shell/root.tsx';
import { startWords } from './words/start-words.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');

await startWords();
const storage = { session: window.sessionStorage, lasting: window.localStorage };
const model = createAppModel(findBridge(), storage, soleInstance(window.location.search));
createRoot(container).render(<Root model={model} />);
model.connection.start();
