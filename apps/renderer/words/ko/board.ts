import type { board as english } from '../en/board.ts';
import type { Translated } from '../translated.ts';

export const board: Translated<typeof english> = {
  title: '대기열 보드',
  queued: '대기 중',
  running: '실행 중',
  waiting: '확인 필요',
  ended: '끝남',
  noneQueued: '기다리는 작업이 없습니다. 에이전트가 일하는 동안 쓴 프롬프트가 여기에 놓입니다.',
  noneRunning: '일하는 에이전트가 없습니다.',
  noneWaiting: '답을 기다리는 에이전트가 없습니다.',
  noneEnded: '아직 끝난 작업이 없습니다.',
  queueOf: '{{name}}의 대기 중인 작업',
  actions: '{{title}}에 대한 동작',
  up: '위로 옮기기',
  down: '아래로 옮기기',
  edit: '편집…',
  runAnyway: '그래도 실행',
  handTo: '다른 인스턴스로 넘기기',
  cancel: '대기열에서 빼기',
  stop: '멈추기',
  goOn: '끊긴 곳에서 이어 가기',
  again: '다시 실행',
};
