import type { shell as english } from '../en/shell.ts';
import type { Translated } from '../translated.ts';

export const shell: Translated<typeof english> = {
  titleNeedsYou: '({{count}}) Claude Control Tower',
  totals: '상태별 인스턴스',
  totalOf: '{{status}}: {{count}}',
  showInstances: '인스턴스 보기',
  pause: '타워 일시 정지',
  resume: '타워 다시 시작',
  pausedBanner: '타워가 일시 정지되었습니다. 대기 중인 작업은 시작되지 않고, 실행 중인 작업은 계속됩니다.',
  closing: '타워를 닫는 중입니다. 에이전트 {{total}}개 중 {{remaining}}개를 아직 끝내고 있습니다.',
  closingProgress: '종료된 에이전트 수',
  gone: '더 이상 없습니다',
  goneHint: '요청한 인스턴스나 작업이 삭제되었거나 다른 데이터 폴더에 있습니다.',
  handed: '{{name}}에 프롬프트를 넣었습니다',
  handedHint: '앱 밖에서 온 것입니다. 보내기 전에 읽어 보세요.',
  handedWaits: '인스턴스를 만들거나 고르세요. 받은 내용이 기다리고 있습니다.',
  soleGone: '이 인스턴스는 더 이상 없습니다',
  soleGoneHint: '삭제되었습니다. 이 창을 닫으세요. 다른 인스턴스는 주 창에 있습니다.',
  settings: '설정',
  connecting: '타워에 연결하는 중',
  lost: '타워와의 연결이 끊어졌습니다. 이 창이 스스로 다시 시도합니다. 타워를 닫았다면 다시 시작하세요.',
  refused:
    '이 브라우저는 타워에 로그인되어 있지 않습니다. 링크를 다시 여세요. "control-tower serve"를 시작하면 새 링크가 나옵니다.',
  emptyTitle: '첫 에이전트를 시작하세요',
  emptyText:
    '인스턴스는 한 폴더에서 일하는 Claude Code 에이전트 하나입니다. 만들고, 프롬프트를 쓰거나 끌어다 놓고, 일하는 모습을 지켜보세요. 종료해도 모두 보존됩니다.',
  emptyCreate: '새 인스턴스…',
  emptyDemo: '데모 에이전트 써 보기',
  emptyDemoHint: '데모 에이전트는 계정도 CLI도 필요 없습니다. 일하는 척만 합니다.',
  demoName: '데모 에이전트',
  broken: '창의 이 부분에 문제가 생겼습니다',
  brokenHint: '나머지는 계속 동작합니다. 이 부분이나 창 전체를 새로 고치세요. 작업은 사라지지 않습니다.',
  reloadPart: '이 부분 새로 고침',
  reloadWindow: '창 새로 고침',
};
