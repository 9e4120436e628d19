import type { resources as english } from '../en/resources.ts';
import type { Translated } from '../translated.ts';

export const resources: Translated<typeof english> = {
  usage: '{{cpu}} · {{memory}}',
  cpu: 'CPU {{percent}} %',
  cpuUnknown: 'CPU …',
  processes_other: '프로세스 {{count}}개',
  ofInstance: '{{cpu}}, 메모리 {{memory}}, {{processes}}',
  hint: '에이전트와 에이전트가 시작한 모든 것의 합입니다. 100 %는 코어 하나이며, 공유 메모리는 프로세스마다 셉니다.',
  history: '최근 {{minutes}}분간 CPU, 최대 {{cpu}} % 및 {{memory}}',
  ofAll:
    '모든 인스턴스: {{cpu}}, 메모리 {{memory}}, {{processes}}. 이 컴퓨터의 코어는 {{cores}}개, 메모리는 {{total}}입니다.',
  available: '{{memory}}이(가) 남았습니다.',
  limit: '메모리 한도(MB)',
  limitHint: '에이전트와 에이전트가 시작한 모든 것의 한도. 비우면 설정을 따릅니다.',
  limitOfAll: '인스턴스의 메모리 한도(MB)',
  limitOfAllHint: '에이전트와 에이전트가 시작한 모든 것을 셉니다. 비우면 없음. 인스턴스마다 따로 정할 수 있습니다.',
  overLimit: '한도를 넘은 인스턴스',
  policies: { tell: '알리기만 함', interrupt: '턴을 중단함', stop: '중지함' },
  reserve: '새 턴을 위해 남아 있어야 할 메모리(MB)',
  reserveHint: '이 컴퓨터에 남은 메모리가 이보다 적으면 작업이 기다립니다. 비우면 기다리지 않습니다.',
  invalidLimit: '메모리 한도는 1보다 큰 정수(MB)입니다.',
};
