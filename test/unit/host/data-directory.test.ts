import { describe, expect, it } from 'vitest';
import { dataDirectory, type Surroundings } from '../../../apps/main/host/data-directory.ts';
import { nodeVersionComplaint } from '../../../apps/main/host/node-version.ts';

function surroundings(platform: NodeJS.Platform, environment: Record<string, string> = {}): Surroundings {
  const windows = platform === 'win32';
  return {
    platform,
    environment,
    homeDirectory: windows ? 'C:\\Users\\ada' : '/home/ada',
    workingDirectory: windows ? 'D:\\work' : '/desk',
  };
}

describe('dataDirectory', () => {
  it.each([
    ['linux', {}, '/home/ada/.config/claude-control-tower'],
    ['linux', { XDG_CONFIG_HOME: '/x' }, '/x/claude-control-tower'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/ada/.config/claude-control-tower'],
    ['darwin', {}, '/home/ada/Library/Application Support/claude-control-tower'],
    ['win32', {}, 'C:\\Users\\ada\\AppData\\Roaming\\claude-control-tower'],
    ['win32', { APPDATA: 'E:\\data' }, 'E:\\data\\claude-control-tower'],
  ] as const)("is the system's own place on %s with %j", (platform, environment, expected) => {
    expect(dataDirectory(null, surroundings(platform, environment))).toBe(expected);
  });

  it('is what was asked for, before what the environment says', () => {
    const both = surroundings('linux', { CONTROL_TOWER_DATA: '/env' });
    expect(dataDirectory('here', both)).toBe('/desk/here');
    expect(dataDirectory('/abs', both)).toBe('/abs');
    expect(dataDirectory(null, both)).toBe('/env');
    expect(dataDirectory('here', surroundings('win32'))).toBe('D:\\work\\here');
  });
});

describe('nodeVersionComplaint', () => {
  it.each(['22.18.0', '22.20.1', '23.6.0', '24.0.0', '24.21.0', '26.1.0'])('is content with Node %s', (version) => {
    expect(nodeVersionComplaint(version)).toBeNull();
  });

  it.each(['18.20.0', '20.20.2', '21.7.3', '22.17.9', '23.5.0'])('says what to do about Node %s', (version) => {
    const complaint = nodeVersionComplaint(version);
    expect(complaint).toContain(`this is Node ${version}`);
    expect(complaint).toMatch(/install Node 24/);
    expect(complaint).not.toContain('\n');
  });
});
