import { describe, expect, it } from 'vitest';
import { formValuesOf, readForm } from '../../../apps/renderer/features/instance-form/form-values.ts';
import { waitingReason } from '../../../apps/renderer/features/queue/waiting-reason.ts';
import { answersOf, noChoice, toggleLabel, writeOwn } from '../../../apps/renderer/features/requests/answers.ts';
import { instanceSettingsSchema } from '../../../apps/shared/models/instance.ts';
import type { Question } from '../../../apps/shared/models/request.ts';
import { problem } from '../../../apps/shared/models/problem-words.ts';
import { aHold, anInstance } from '../../support/renderer/builders.ts';

const empty = formValuesOf({ launcher: 'local', permissionMode: 'autonomous', model: '' });

describe('the form of an instance', () => {
  it('gives back what an instance has', () => {
    const instance = anInstance({
      model: 'opus',
      effort: 'high',
      systemPromptAddition: 'Be brief.\n',
      allowedTools: ['Read', 'Bash(git log:*)'],
      environment: { A: 'x=y', B: '' },
      mcpConfig: { mcpServers: { shop: { command: 'shop' } } },
      extraDirectories: ['/srv/data'],
      budgetUsd: 2.5,
    });
    const reading = readForm(formValuesOf(instance));
    expect(reading.ok && reading.draft).toEqual(instanceSettingsSchema.parse(instance));
  });

  it('names an instance after its folder', () => {
    const reading = readForm({ ...empty, directory: '/home/ann/shop/' });
    expect(reading.ok && reading.draft).toMatchObject({ name: 'shop', model: null, mcpConfig: null, budgetUsd: null });
  });

  it.each([
    [{ directory: ' ' }, { field: 'directory', reason: 'required' }],
    [{ environment: 'A=1\nnonsense' }, { field: 'environment', reason: 'line', line: 2 }],
    [{ mcpConfig: '{' }, { field: 'mcpConfig', reason: 'syntax' }],
    [{ mcpConfig: '[]' }, { field: 'mcpConfig', reason: 'shape' }],
    [{ mcpConfig: '{"servers":{}}' }, { field: 'mcpConfig', reason: 'shape' }],
    [{ budget: '0' }, { field: 'budget', reason: 'number' }],
    [{ budget: 'much' }, { field: 'budget', reason: 'number' }],
  ])('says what is wrong with %j', (change, complaint) => {
    const reading = readForm({ ...empty, directory: '/srv', ...change });
    expect(!reading.ok && reading.problem).toMatchObject(complaint);
  });
});

describe('answers to questions', () => {
  const single: Question = {
    question: 'Which colour?',
    header: 'Colour',
    multiSelect: false,
    options: [
      { label: 'Red', description: '' },
      { label: 'Blue', description: '' },
    ],
  };
  const many: Question = { ...single, question: 'Which ones?', multiSelect: true };

  it('replace each other where one is wanted', () => {
    const red = toggleLabel(single, noChoice, 'Red');
    const blue = toggleLabel(single, red, 'Blue');
    expect(answersOf([single], { [single.question]: blue })).toEqual({ 'Which colour?': 'Blue' });
    expect(answersOf([single], { [single.question]: writeOwn(single, blue, 'Green') })).toEqual({
      'Which colour?': 'Green',
    });
  });

  it('add up in the order of the options where many may be given', () => {
    const both = toggleLabel(many, toggleLabel(many, noChoice, 'Blue'), 'Red');
    const withOwn = writeOwn(many, both, ' and pink ');
    expect(answersOf([many], { [many.question]: withOwn })).toEqual({ 'Which ones?': 'Red, Blue, and pink' });
    expect(toggleLabel(many, both, 'Red').labels).toEqual(['Blue']);
  });

  it('are incomplete while one is missing', () => {
    expect(answersOf([single, many], { [single.question]: toggleLabel(single, noChoice, 'Red') })).toBeNull();
  });
});

describe('why a queue waits', () => {
  const tower = { paused: false, holds: [], storageProblem: null };
  it.each([
    [anInstance(), tower, 0, null],
    [anInstance(), tower, 4, 'slot'],
    [anInstance({ status: 'working' }), tower, 1, 'busy'],
    [anInstance({ status: 'stopped', wanted: 'stopped' }), tower, 0, 'stopped'],
    [anInstance({ status: 'stopped', wanted: 'running' }), tower, 0, null],
    [anInstance({ status: 'failed' }), tower, 0, 'failed'],
    [anInstance({ paused: true, status: 'failed' }), tower, 0, 'paused'],
    [anInstance({ paused: true }), { ...tower, paused: true }, 0, 'towerPaused'],
    [anInstance(), { ...tower, holds: [aHold([anInstance().id])] }, 0, 'held'],
    [anInstance(), { ...tower, holds: [aHold([])] }, 0, null],
    [anInstance(), { paused: true, holds: [], storageProblem: problem('storage.full') }, 0, 'storage'],
  ])('case %#', (instance, state, working, reason) => {
    expect(waitingReason(instance, state, working, 4)).toBe(reason);
  });

  it('is the other tasks where all wait for such, unless something else keeps the instance down', () => {
    expect(waitingReason(anInstance({ status: 'working' }), tower, 1, 4, true)).toBe('after');
    expect(waitingReason(anInstance({ status: 'stopped', wanted: 'running' }), tower, 0, 4, true)).toBe('after');
    expect(waitingReason(anInstance({ paused: true }), tower, 0, 4, true)).toBe('paused');
    expect(waitingReason(anInstance({ status: 'failed' }), tower, 0, 4, true)).toBe('failed');
  });
});
