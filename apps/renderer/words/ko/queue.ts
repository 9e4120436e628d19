import type { queue as english } from '../en/queue.ts';
import type { Translated } from '../translated.ts';

export const queue: Translated<typeof english> = {
  title: '대기열',
  waiting_other: '작업 {{count}}개 대기 중',
  history: '지난 작업',
  noneWaiting: '대기 중인 작업이 없습니다.',
  noneEnded: '아직 끝난 작업이 없습니다.',
  more: '더 보기',
  pause: '대기열 일시 정지',
  resume: '대기열 다시 시작',
  because: {
    towerPaused: '타워가 일시 정지됨',
    paused: '대기열이 일시 정지됨',
    stopped: '인스턴스가 중지됨',
    failed: '인스턴스가 실패함',
    storage: '타워가 저장할 수 없음',
    memory: '메모리가 생기기를 기다림',
    held: 'API가 지금은 작업을 받지 않음',
    busy: '인스턴스가 작업 중',
    slot: '설정에서 허용한 수만큼 인스턴스가 작업 중',
  },
  up: '{{title}} 위로',
  down: '{{title}} 아래로',
  edit: '{{title}} 편집',
  editTitle: '대기 중인 작업 편집',
  cancel: '{{title}} 취소',
  again: '{{title}} 다시 실행',
  goOn: '{{title}}, 끊긴 곳에서 이어서 하기',
  prompt: '프롬프트',
  priorityOf: '{{title}}의 우선순위',
  attempt: '{{count}}번째 시도',
};
