import type { key as english } from '../en/key.ts';
import type { Translated } from '../translated.ts';

export const key: Translated<typeof english> = {
  label: 'API 키',
  purpose: {
    first: 'CLI가 ANTHROPIC_API_KEY로 받습니다. 비우면 이 컴퓨터의 로그인을 씁니다.',
    another: 'CLI가 ANTHROPIC_API_KEY로 받습니다. 비우면 아무것도 바뀌지 않습니다.',
  },
  show: '키 보기',
  replacement: '새 API 키',
  fate: {
    keyring: '이 컴퓨터의 키링이 키를 봉인합니다.',
    obfuscated:
      '이 컴퓨터에는 키링이 없습니다. 저장된 키는 데이터 폴더에서 읽을 수 있는 상태로 놓입니다. 표시하지 않으면 타워가 끝날 때 잊습니다.',
    none: '여기에는 키링이 없습니다. 키는 타워가 끝날 때 잊습니다. 보관하려면 데스크톱 앱을 쓰거나, 타워를 시작하는 곳에서 ANTHROPIC_API_KEY를 설정하세요.',
  },
  store: {
    keyring: '타워가 끝나도 보관',
    obfuscated: '읽힐 수 있더라도 타워가 끝난 뒤 보관',
  },
  kept: {
    memory: '키를 타워가 끝날 때까지 보관합니다.',
    keyring: '키를 키링으로 봉인해 보관합니다.',
    obfuscated:
      '키를 보관하고 있지만 키링이 보호하지 않습니다. 데이터 폴더를 읽을 수 있는 사람은 키도 읽을 수 있습니다.',
    forgotten: '키가 있었지만 더 이상 보관되어 있지 않습니다. 다시 입력하거나, 제거해 이 컴퓨터의 로그인을 쓰세요.',
  },
  ending: '{{ending}}(으)로 끝납니다.',
  replace: '바꾸기',
  remove: '제거',
  leaves: '저장하면 키가 제거됩니다.',
  earlier: '실행 중인 프로세스는 다시 시작할 때까지 이전 키를 씁니다.',
  changed: '{{name}}은(는) 다음 시작부터 바뀐 키로 일합니다.',
  invalid: '키는 공백과 따옴표 없이 글자, 숫자, 기호 6~4096자입니다.',
  variable:
    '환경 변수의 ANTHROPIC_API_KEY는 데이터베이스에 암호화되지 않은 채 놓입니다. 대신 여기에 입력하세요. 이 필드가 우선합니다.',
  otherVariables: '이 환경 변수들은 비밀처럼 보이며, 데이터베이스에 암호화되지 않은 채 놓입니다: {{names}}',
  notCopied: '{{name}}의 API 키는 복사되지 않았습니다. 키가 없으면 사본은 이 컴퓨터의 로그인을 씁니다.',
};
