import type { wall as english } from '../en/wall.ts';
import type { Translated } from '../translated.ts';

export const wall: Translated<typeof english> = {
  open: '{{name}} 열기, {{status}}',
  chosen: '{{name}} 열기, {{status}}, 선택됨',
  shown: '{{count}}개 중 {{shown}}개',
  keys: '화살표 키로 옮기고 Enter로 엽니다',
  silent: '아직 아무 말도 하지 않았습니다.',
  noTask: '작업 없음',
  next: '다음: {{title}}',
  noMatch: '그런 인스턴스가 없습니다',
  noMatchHint: '필터에 맞는 인스턴스가 없습니다. 인스턴스는 모두 그대로 있습니다.',
  showAll: '모든 인스턴스 보기',
  answer_other: '{{name}}의 요청 {{count}}개에 답하기',
  context: '컨텍스트 {{percent}} % 사용, {{window}} 토큰 중 {{used}}',
  contextTokens: '컨텍스트 {{used}} 토큰 사용',
  start: '{{name}} 시작',
  stop: '{{name}} 중지',
};
