import type { ReleaseNotes } from '../release-notes.ts';

export const version010: ReleaseNotes = {
  version: '0.1.0',
  en: [
    'Many Claude Code agents in one window: a wall of live tiles, a list by project, and a board of all queues.',
    'Prompts wait in a queue that survives restarts and crashes, with priorities, an order by hand, and tasks that run after others.',
    'Every permission, question and plan of every agent in one inbox, answered by keyboard; rules that were given “always” can be taken back.',
    'Transcripts with code, tables, mathematics, diffs and nested agents, which can be searched, saved without secrets, and forked.',
    'Nothing is left behind: an agent ends with everything that it started, even if the tower itself is killed.',
    'Usage limits, outages and agents that fall silent are noticed, told, and gone on from by themselves.',
    'A tray, notifications, deep links and dropped prompt files on the desktop; the same tower for a browser and for scripts.',
    'A demo agent to try it all without an account, a doctor that says what is missing, and everything in English and Korean.',
  ],
  ko: [
    '여러 Claude Code 에이전트를 한 창에서 다룹니다. 실시간 타일 벽, 프로젝트별 목록, 모든 대기열을 모은 보드가 있습니다.',
    '프롬프트는 다시 시작하거나 비정상 종료되어도 남는 대기열에서 기다립니다. 우선순위와 순서를 정하고 다른 작업 뒤에 실행할 수 있습니다.',
    '모든 에이전트의 권한 요청, 질문, 계획을 한 수신함에서 키보드로 답합니다. “항상” 허용한 규칙은 되돌릴 수 있습니다.',
    '기록은 코드, 표, 수식, 차이, 하위 에이전트를 보여 주며, 찾고, 비밀 정보 없이 저장하고, 분기할 수 있습니다.',
    '아무것도 남기지 않습니다. 타워가 강제로 종료되어도 에이전트는 자신이 시작한 모든 것과 함께 끝납니다.',
    '사용 한도, 장애, 응답 없는 에이전트를 알아차려 알리고, 저절로 이어서 진행합니다.',
    '데스크톱에서는 트레이, 알림, 딥 링크, 프롬프트 파일 끌어 놓기를 쓸 수 있고, 브라우저와 스크립트에서도 같은 타워를 씁니다.',
    '계정 없이 써 볼 수 있는 데모 에이전트, 부족한 것을 알려 주는 진단이 있으며, 모두 영어와 한국어로 제공합니다.',
  ],
};
