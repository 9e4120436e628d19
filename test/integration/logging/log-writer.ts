import { createNodeLog } from '../../../apps/main/logging/node-log.ts';

/** Logs two lines into the folder that is named. */
const [, , directory = ''] = process.argv;
const log = createNodeLog({ directory, environment: process.env });
log.info('One.');
log.error('Two.', { error: new Error('boom') });
