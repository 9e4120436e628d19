import type { watch as english } from '../en/watch.ts';
import type { Translated } from '../translated.ts';

export const watch: Translated<typeof english> = {
  stalled: '멈춰 있음',
  quiet: '{{time}} 동안 조용함',
  heard: '마지막 신호: {{time}} 전',
  tool: '{{name}} 실행 중: {{time}}',
  processor: '프로세스가 코어의 {{percent}} % 사용 중',
  because: {
    silent: '에이전트가 진행하지 않습니다. {{time}} 동안 아무것도 오지 않았습니다.',
    tool: '에이전트가 진행하지 않습니다. 도구가 {{time}} 동안 아무 출력도 내지 않았습니다.',
    noResult: '답변은 끝났지만 CLI가 {{time}} 동안 끝났다고 알리지 않았습니다.',
  },
  check: '확인',
  interrupt: '중단하고 이어서 하기',
  restart: '다시 시작하고 이어서 하기',
  answers: 'CLI가 응답합니다',
  answersHint: '프로세스는 살아 있고 요청을 듣습니다. 기다리는 것이 오지 않고 있습니다.',
  silent: 'CLI가 응답하지 않습니다',
  silentHint: '중단 요청이 닿지 않을 것입니다. 다시 시작하고 이어서 하세요.',
  limit: '조용한 차례를 멈춘 것으로 보는 시간',
  limitHint: '모델이 답하는 동안 신호가 없는 시간(분)',
  toolLimit: '조용한 도구를 멈춘 것으로 보는 시간',
  toolLimitHint: '신호가 없는 시간(분). 프로세서를 쓰는 도구는 네 배까지 기다립니다',
  retryLimit: '재시도만 하는 차례를 멈춘 것으로 보는 시간',
  retryLimitHint: 'CLI가 API에 다시 연결하려 하지만 아무것도 오지 않는 시간(분)',
  resultLimit: '끝을 알리지 않는 차례를 멈춘 것으로 보는 시간',
  resultLimitHint: '답변이 끝난 뒤 CLI가 끝났다고 알리지 않는 시간(분)',
  policy: '차례가 멈췄을 때',
  policies: { tell: '알리기', recover: '중단하거나 다시 시작하고 이어서 하기(몇 번까지)' },
};
