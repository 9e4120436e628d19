import { actions } from './actions.ts';
import { board } from './board.ts';
import { common } from './common.ts';
import { composer } from './composer.ts';
import { doctor } from './doctor.ts';
import { fleet } from './fleet.ts';
import { form } from './form.ts';
import { key } from './key.ts';
import { news } from './news.ts';
import { queue } from './queue.ts';
import { requests } from './requests.ts';
import { resources } from './resources.ts';
import { rules } from './rules.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { transcript } from './transcript.ts';
import { wall } from './wall.ts';
import { watch } from './watch.ts';

/** Every text of the window in this language. */
export const en = {
  actions,
  board,
  common,
  composer,
  doctor,
  fleet,
  form,
  key,
  news,
  queue,
  requests,
  resources,
  rules,
  settings,
  shell,
  transcript,
  wall,
  watch,
} as const;
