import type { rules as english } from '../en/rules.ts';
import type { Translated } from '../translated.ts';

export const rules: Translated<typeof english> = {
  title: '권한 규칙',
  keywords: '허용 항상 거부 기억 되돌리기 설정 allow always deny',
  intro:
    '에이전트가 묻지 않고 할 수 있는 일, 매번 물어야 하는 일, 할 수 없는 일입니다. “항상”으로 답한 것도 여기에 있습니다.',
  keys: '화살표 키로 이동하고, Delete로 거두고, Ctrl+Z(Cmd+Z)로 되돌립니다.',
  search: '규칙 검색',
  loading: '규칙을 읽는 중…',
  count_other: '규칙 {{count}}개',
  empty: '아직 규칙이 없습니다',
  emptyHint:
    '권한 요청에 “이 프로젝트에서 항상 허용”이나 “이 세션 동안 허용”으로 답하면 규칙이 여기에 나타나며, 다시 거둘 수 있습니다.',
  nothingFound: '이 단어에 맞는 규칙이 없습니다.',
  only: '{{name}}에 적용되는 규칙',
  showAll: '모두 보기',
  everyProject: '모든 프로젝트',
  word: { allow: '허용', ask: '물어봄', deny: '거부', additionalDirectories: '폴더' },
  place: {
    local: '이 프로젝트, 이 컴퓨터에서만',
    shared: '이 프로젝트, 모두에게',
    user: '내 설정',
  },
  sharedHint: '프로젝트에 속한 파일입니다. 여기서 바꾼 것은 다음 커밋에 포함됩니다.',
  linkedTo: '실제 위치: {{path}}',
  mode: '터미널의 세션은 “{{mode}}” 모드로 시작합니다. 인스턴스에는 자체 모드가 있습니다.',
  held: '{{name}}의 프로세스가 끝날 때까지 적용',
  own: '{{name}}의 설정',
  change: '바꾸기',
  changeOf: '{{name}}의 설정 바꾸기',
  takeBack: '거두기',
  takeBackRule: '거두기: {{word}}, {{rule}}',
  takenBack: '거둔 규칙: {{rule}}',
  noticed: '실행 중인 에이전트는 몇 초 안에 이를 알아차립니다.',
  stillHeld_other:
    '실행 중인 에이전트 {{count}}개는 직접 들었으므로 다시 시작할 때까지 이 규칙을 지닙니다. 대화는 유지됩니다.',
  restart: '다시 시작',
  restartOf: '{{name}} 다시 시작',
  restartBusy: '{{name}}이(가) 작업 중입니다. 준비되면 다시 시작하세요.',
  restartIdle: '준비된 {{count}}개 다시 시작',
  more_other: '{{count}}개 더 보기',
  leftOut_other:
    '설정 파일이 너무 많아 {{count}}개는 읽지 않았습니다. 인스턴스의 메뉴에서 그 인스턴스의 규칙을 볼 수 있습니다.',
};
