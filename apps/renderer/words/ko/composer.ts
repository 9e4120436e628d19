import type { composer as english } from '../en/composer.ts';
import type { Translated } from '../translated.ts';

export const composer: Translated<typeof english> = {
  label: '프롬프트',
  placeholder: '{{name}}에게 보낼 프롬프트를 쓰거나 파일을 끌어다 놓으세요',
  placeholderStopped: '프롬프트를 쓰세요. 보내면 {{name}}이(가) 시작됩니다',
  placeholderBusy: '다음 프롬프트를 쓰세요. {{name}}이(가) 끝날 때까지 대기열에서 기다립니다',
  send: '보내기',
  interrupt: '중단',
  attach: '파일 첨부',
  priority: '우선순위',
  commands: 'CLI의 명령',
  files: '폴더의 파일',
  sentAsCommand: 'CLI의 명령 {{command}}(으)로 보냅니다',
  sentAsText: 'CLI에 그런 명령이 없어 텍스트로 보냅니다',
  remove: '{{name}} 제거',
  dropHere: '파일을 놓으면 {{name}}의 프롬프트에 추가됩니다',
  dropNowhere: '먼저 인스턴스를 고른 다음 파일을 놓으세요',
  tooLong:
    '이 프롬프트는 약 {{tokens}} 토큰으로, 어떤 모델도 한 번에 읽을 수 없습니다. 폴더에 파일로 저장해 @경로로 가리키거나 나누어 보내세요.',
  notSaved: '저장할 수 없어 보내지 않았습니다. 보낼 때까지 여기에 남아 있습니다.',
  canSave: '아직 보내지 않았습니다. 타워가 다시 저장할 수 있으니 이제 보낼 수 있습니다.',
  keys: 'Enter로 보내고 Shift+Enter로 줄을 바꾸며 @로 파일을 가리킵니다',
  unreadable: '{{name}}을(를) 읽지 못했습니다. 폴더인가요?',
};
