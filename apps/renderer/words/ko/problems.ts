import type { ProblemCode } from '../../../shared/models/problem.ts';

interface Words {
  readonly message: string;
  readonly hint: string;
}

/** The Korean sentences of every problem, with the same placeholders as the English ones. */
export const koreanProblems: Readonly<Record<ProblemCode, Words>> = {
  'input.invalid': { message: '이해할 수 없는 입력입니다: {what}.', hint: '고쳐서 다시 시도하세요.' },
  'input.unknownCall': {
    message: '타워에는 "{name}"(이)라는 호출이 없습니다.',
    hint: '창을 새로 고치세요. 창이 타워보다 오래된 것일 수 있습니다.',
  },
  'sender.refused': {
    message: '앱의 일부가 아닌 페이지가 타워를 사용하려고 하여 거부했습니다.',
    hint: '조치가 필요하지 않습니다. 직접 하신 일이라면 앱의 창에서 여세요.',
  },
  'internal.failure': {
    message: '타워가 "{name}" 작업을 하는 중에 문제가 생겼습니다.',
    hint: '다시 시도하세요. 또 생기면 설정에서 로그를 열어 신고해 주세요.',
  },
  'instance.notFound': {
    message: '그런 인스턴스가 없거나 이미 사라졌습니다.',
    hint: '다른 창에서 삭제되었을 수 있습니다. 복원하거나 새로 만드세요.',
  },
  'instance.busy': {
    message: '{name}의 현재 상태: {status}.',
    hint: '끝날 때까지 기다리거나 먼저 중지하세요.',
  },
  'instance.notRunning': { message: '{name}이(가) 실행 중이 아닙니다.', hint: '먼저 시작하세요.' },
  'instance.limit': { message: '인스턴스가 이미 {count}개 있습니다.', hint: '더 필요 없는 것을 삭제하세요.' },
  'instance.noConversation': {
    message: '{name}에는 아직 분기할 대화가 없습니다.',
    hint: '첫 답변을 기다리거나 인스턴스를 복제하세요.',
  },
  'instance.forkUnknown': {
    message: '이 자리에서는 {name}의 대화를 분기할 수 없습니다. CLI의 어느 자리인지 알 수 없기 때문입니다.',
    hint: '다른 답변에서 분기하거나 대화 전체를 분기하세요. 이전 버전의 타워가 남긴 기록에는 그 자리가 없습니다.',
  },
  'memory.overLimit': {
    message: '{name}이(가) 시작한 프로세스까지 합해 메모리 {used} MB를 쓰고 있습니다. 한도는 {limit} MB입니다.',
    hint: '도구가 무엇을 실행하는지 확인하고, 중단하거나 중지하거나, 인스턴스 설정에서 한도를 높이세요.',
  },
  'memory.interrupted': {
    message: '{name}을(를) 중단했습니다. 시작한 프로세스까지 합해 메모리 {used} MB를 썼고, 한도는 {limit} MB입니다.',
    hint: '한 번에 하는 일을 줄여 다시 실행하거나, 인스턴스 설정에서 한도를 높이세요.',
  },
  'memory.stopped': {
    message: '{name}을(를) 중지했습니다. 시작한 프로세스까지 합해 메모리 {used} MB를 썼고, 한도는 {limit} MB입니다.',
    hint: '언제든 다시 시작할 수 있습니다. 먼저 인스턴스 설정에서 한도를 높여도 됩니다.',
  },
  'memory.short': {
    message: '이 컴퓨터에 남은 메모리가 {available} MB뿐이어서 작업이 {wanted} MB를 기다립니다.',
    hint: '메모리가 생기면 저절로 시작합니다. 다른 프로그램을 끝내거나 설정의 작업에서 값을 낮추세요.',
  },
  'directory.missing': {
    message: '폴더 {path}이(가) 없습니다.',
    hint: '폴더를 다시 만들거나 인스턴스 설정에서 다른 폴더를 고르세요.',
  },
  'directory.notDirectory': {
    message: '{path}은(는) 폴더가 아니라 파일입니다.',
    hint: '그 파일이 들어 있는 폴더를 고르세요.',
  },
  'directory.notReadable': {
    message: '폴더 {path}을(를) 열 권한이 없습니다.',
    hint: '권한을 바꾸거나 다른 폴더를 고르세요.',
  },
  'cli.notFound': {
    message: 'Claude Code CLI를 찾지 못했습니다{where}.',
    hint: '"npm install -g @anthropic-ai/claude-code"로 설치하거나 설정에서 경로를 지정하세요. 데모 에이전트는 CLI 없이도 동작합니다.',
  },
  'cli.notExecutable': {
    message: '{path}은(는) 프로그램으로 실행할 수 없습니다.',
    hint: '설정에서 "claude" 실행 파일 자체를 고르고, 실행 권한이 있는지 확인하세요.',
  },
  'cli.notClaude': {
    message: '{path}은(는) 프로그램이지만 Claude Code가 아닙니다.',
    hint: '설정에서 "claude" 실행 파일을 고르거나, 경로를 비워 두면 자동으로 찾습니다.',
  },
  'cli.tooOld': {
    message: 'Claude Code CLI의 버전은 {version}입니다. 타워에는 {needed} 이상이 필요합니다.',
    hint: '"claude update" 또는 "npm install -g @anthropic-ai/claude-code"로 업데이트한 뒤 다시 시작하세요.',
  },
  'cli.notSignedIn': {
    message: 'Claude Code CLI에 로그인되어 있지 않습니다.',
    hint: '터미널에서 "claude"를 실행해 /login으로 로그인하거나 인스턴스 설정에서 API 키를 넣으세요. 그런 다음 프롬프트를 다시 보내세요.',
  },
  'cli.refusedRoot': {
    message: 'CLI는 root로 실행될 때 자율 모드를 거부합니다.',
    hint: '타워를 일반 사용자로 실행하거나 "물어보기" 모드를 고르세요. 이 컴퓨터가 버려도 되는 샌드박스라면 환경 변수 IS_SANDBOX=1을 설정하세요.',
  },
  'cli.startFailed': {
    message: 'CLI를 시작하지 못했습니다: {reason}.',
    hint: '아래 CLI의 메시지를 읽고 인스턴스 설정을 고친 뒤 다시 시작하세요.',
  },
  'cli.startTimeout': {
    message: 'CLI를 시작했지만 {seconds}초 안에 준비되지 않았습니다.',
    hint: '인스턴스의 로그를 보세요. 컴퓨터가 바쁜 것일 수 있으니 다시 시작해 보세요.',
  },
  'cli.exited': {
    message: 'CLI가 예기치 않게 종료되었습니다({how}).',
    hint: '인스턴스를 다시 시작하세요. 같은 대화에서 이어집니다.',
  },
  'cli.protocol': {
    message: 'CLI가 타워가 이해하지 못하는 방식으로 응답했습니다: {what}.',
    hint: '설정의 경로가 Claude Code의 것이고 지원되는 버전인지 확인하세요.',
  },
  'cli.sessionMissing': {
    message: 'CLI에 {name}의 대화가 더 이상 없습니다.',
    hint: '인스턴스 메뉴에서 새 세션을 시작하세요. 기록은 그대로 남습니다.',
  },
  'cli.messageMissing': {
    message: '{name}이(가) 이어 갈 메시지가 CLI에 없습니다.',
    hint: '방금 쓰인 메시지라면 인스턴스를 다시 시작하세요. 그렇지 않다면 압축되어 사라진 것이니, 더 뒤에서 분기하거나 새 세션을 시작하세요.',
  },
  'cli.sessionInUse': {
    message: '다른 프로세스가 {name}의 대화를 사용하고 있습니다.',
    hint: '그 프로세스를 끝내거나 새 세션을 시작하세요.',
  },
  'cli.badArguments': {
    message: 'CLI가 인스턴스의 설정 하나를 받아들이지 않습니다: {reason}.',
    hint: '인스턴스 설정을 고치고 다시 시작하세요.',
  },
  'cli.stopIncomplete': {
    message: '{name}의 프로세스 {count}개를 끝내지 못했습니다.',
    hint: '인스턴스의 로그에 목록이 있습니다. 직접 끝내거나 컴퓨터를 다시 시작하세요.',
  },
  'apiKey.forgotten': {
    message:
      '{name}의 API 키가 더 이상 보관되어 있지 않습니다. 메모리에 있던 키는 타워와 함께 사라지고, 인스턴스를 삭제하면 그 키도 파기됩니다.',
    hint: '인스턴스 설정에서 다시 입력하거나, 거기서 제거해 이 컴퓨터의 로그인을 쓰세요.',
  },
  'apiKey.notOpened': {
    message:
      '저장된 {name}의 API 키를 열 수 없습니다. 키링이 잠겨 있거나 초기화되었거나, 다른 사용자 또는 다른 컴퓨터의 것입니다.',
    hint: '키링을 잠금 해제하고 다시 시작하거나, 인스턴스 설정에서 키를 다시 입력하세요. 저장된 것은 그대로 두었습니다.',
  },
  'apiKey.storedElsewhere': {
    message: '{name}의 API 키는 데스크톱 앱이 저장했으며, 그 앱만 열 수 있습니다.',
    hint: '데스크톱 앱에서 시작하거나 인스턴스 설정에서 키를 입력하세요. 여기서는 타워가 끝날 때까지만 보관됩니다.',
  },
  'apiKey.notSealed': {
    message: 'API 키가 저장되지 않았습니다: {reason}.',
    hint: '이 컴퓨터의 키링을 잠금 해제하고 다시 저장하거나, 키를 타워가 끝날 때까지만 보관하게 하세요.',
  },
  'api.invalidKey': {
    message: 'API가 키 또는 로그인을 거부합니다.',
    hint: '인스턴스의 API 키나 ANTHROPIC_API_KEY를 확인하거나 터미널에서 "claude"를 실행해 /login으로 다시 로그인하세요. 그런 다음 작업을 다시 실행하세요.',
  },
  'api.noCredit': { message: '계정에 남은 크레딧이 없습니다.', hint: '크레딧을 추가한 뒤 작업을 다시 실행하세요.' },
  'api.unknownModel': {
    message: '모델 {model}이(가) 없거나 이 계정에서 사용할 수 없습니다.',
    hint: '인스턴스 설정에서 다른 모델을 고른 뒤 작업을 다시 실행하세요.',
  },
  'api.promptTooLong': {
    message: '대화가 모델에 비해 너무 깁니다.',
    hint: '새 세션을 시작하거나 /compact를 명령으로 보내세요.',
  },
  'api.requestTooLarge': {
    message: '요청이 API가 받는 크기보다 큽니다.',
    hint: '첨부 파일의 수나 크기를 줄이세요.',
  },
  'api.rateLimited': {
    message: '사용 한도에 도달했습니다{until}.',
    hint: '한도가 풀리면 작업이 저절로 이어집니다.',
  },
  'api.overloaded': { message: 'API에 부하가 많습니다.', hint: '작업이 저절로 이어집니다.' },
  'api.unreachable': {
    message: 'API에 연결할 수 없거나 연결이 끊어졌습니다.',
    hint: '네트워크와 프록시를 확인하세요. 작업은 저절로 이어집니다.',
  },
  'api.certificate': {
    message: 'API와 보안 연결을 맺을 수 없습니다. 인증서가 받아들여지지 않습니다.',
    hint: '회사 프록시를 쓴다면 인스턴스의 환경 변수 NODE_EXTRA_CA_CERTS에 프록시 인증서 파일을 지정하세요. 그렇지 않다면 프록시, API 주소, 이 컴퓨터의 시계를 확인하세요. 그런 다음 작업을 다시 실행하세요.',
  },
  'api.refused': {
    message: 'API가 요청을 거부했습니다: {reason}.',
    hint: '이유에 맞게 프롬프트나 인스턴스 설정을 고쳐 다시 보내세요.',
  },
  'api.failed': { message: 'API 호출이 실패했습니다: {reason}.', hint: '작업을 다시 실행하세요.' },
  'turn.maxTurns': {
    message: '작업이 모델 호출 횟수 한도에서 멈췄습니다.',
    hint: '"계속"이라고 보내거나 한도를 올리세요.',
  },
  'turn.budget': {
    message: '인스턴스의 예산을 모두 썼습니다.',
    hint: '인스턴스 설정에서 예산을 올리고 다시 시작하세요.',
  },
  'turn.interrupted': { message: '턴이 중단되었습니다.', hint: '프롬프트를 보내면 거기서 이어집니다.' },
  'turn.notStopping': {
    message: '중단한 지 {seconds}초가 지났지만 에이전트가 턴을 끝내지 않았습니다.',
    hint: '중지하세요. 프로세스와 그것이 시작한 모든 것이 종료되고 대화는 남습니다. 스스로 끝날 수도 있습니다.',
  },
  'turn.failed': {
    message: '턴이 실패했습니다: {reason}.',
    hint: '작업을 다시 실행하거나 "계속"이라고 보내세요.',
  },
  'task.notFound': { message: '그런 작업이 없거나 이미 사라졌습니다.', hint: '기록에서 찾아보세요.' },
  'task.notQueued': {
    message: '작업이 더 이상 대기열에 없습니다.',
    hint: '취소하거나 끝날 때까지 기다리세요.',
  },
  'task.notCancellable': { message: '작업이 이미 끝났습니다.', hint: '조치가 필요하지 않습니다.' },
  'task.conversationGone': {
    message: '이 작업이 실행되던 대화는 더 이상 이 에이전트의 대화가 아닙니다.',
    hint: '작업을 처음부터 다시 실행하세요.',
  },
  'task.conversationElsewhere': {
    message: '이 작업은 지금 인스턴스의 대화에서 이어지며, 다른 인스턴스는 그 대화를 모릅니다.',
    hint: '그대로 두거나, 취소한 뒤 다른 인스턴스에 프롬프트를 주세요.',
  },
  'task.afterUnknown': {
    message: '먼저 끝나야 할 작업이 없거나 이미 사라졌습니다.',
    hint: '그 작업을 빼세요. 기다려야 한다면 다른 작업을 고르세요.',
  },
  'task.afterItself': {
    message: '작업이 자기 자신을 기다리게 됩니다. 먼저 끝나야 할 작업이 이 작업을 기다립니다.',
    hint: '다른 작업을 고르거나, 그 작업이 기다리는 것을 바꾸세요.',
  },
  'hold.over': { message: '보류된 작업이 (더 이상) 없습니다.', hint: '조치가 필요하지 않습니다.' },
  'task.notRetryable': { message: '작업이 아직 끝나지 않았습니다.', hint: '먼저 취소하거나 기다리세요.' },
  'task.interruptedByRestart': {
    message: '이 작업이 실행되는 동안 타워가 닫혔습니다.',
    hint: '대화에서 이어서 하거나 처음부터 다시 실행하세요.',
  },
  'task.interruptedByExit': {
    message: '이 작업이 실행되는 동안 CLI가 끝났습니다.',
    hint: '대화에서 이어서 하거나 처음부터 다시 실행하세요.',
  },
  'task.stopped': { message: '이 작업을 직접 중지했습니다.', hint: '언제든지 다시 실행할 수 있습니다.' },
  'prompt.empty': {
    message: '프롬프트가 비어 있습니다.',
    hint: '에이전트가 할 일을 쓰거나 파일을 첨부하세요.',
  },
  'prompt.tooLarge': {
    message: '프롬프트의 크기는 {size}입니다. 보낼 수 있는 최대 크기는 {limit}입니다.',
    hint: '내용을 인스턴스 폴더의 파일에 넣고 에이전트에게 읽으라고 하세요.',
  },
  'prompt.tooLong': {
    message: '이 프롬프트 하나만으로도 모델에게 너무 깁니다: {size}, 약 {tokens} 토큰.',
    hint: '이 세션에는 프롬프트가 남아 있으므로 새 세션을 시작하세요. 그런 다음 내용을 폴더에 파일로 저장해 @경로로 가리키거나 나누어 보내세요.',
  },
  'attachment.unsupported': {
    message: '{name}은(는) 텍스트도, 그림(PNG, JPEG, GIF, WebP)도, PDF도 아닙니다.',
    hint: '인스턴스 폴더에 넣고 프롬프트에 이름을 쓰세요.',
  },
  'attachment.tooLarge': {
    message: '첨부 파일의 크기는 {size}입니다. 보낼 수 있는 최대 크기는 {limit}입니다.',
    hint: '파일을 인스턴스 폴더에 넣고 프롬프트에 이름을 쓰세요.',
  },
  'request.notFound': { message: '그런 요청이 없거나 이미 사라졌습니다.', hint: '기록을 보세요.' },
  'request.alreadyClosed': {
    message: '이미 답했거나 더 이상 묻지 않는 요청입니다.',
    hint: '조치가 필요하지 않습니다.',
  },
  'request.answerMismatch': {
    message: '답이 요청에 맞지 않습니다: {what}.',
    hint: '모든 질문에 답하거나 거부하세요.',
  },
  'rules.unreadable': {
    message: '{path}의 규칙을 읽을 수 없습니다: {reason}.',
    hint: '편집기에서 파일을 고치세요. 타워는 파일을 그대로 두며, 그때까지 CLI가 이 파일을 건너뛸 수 있습니다.',
  },
  'rules.gone': {
    message: '이 규칙은 더 이상 {path}에 없습니다.',
    hint: '조치가 필요하지 않습니다. 목록은 지금 있는 것을 보여 줍니다.',
  },
  'rules.changed': {
    message: '다른 프로그램이 방금 {path}을(를) 바꿨습니다. 파일은 그대로 두었습니다.',
    hint: '목록을 확인하고 다시 시도하세요.',
  },
  'rules.notWritten': {
    message: '{path}에 쓸 수 없습니다: {reason}.',
    hint: '파일과 폴더에 쓸 수 있는지, 디스크에 여유가 있는지 확인하세요. 바뀐 것은 없습니다.',
  },
  'rules.undoOver': {
    message: '더 이상 되돌릴 수 없습니다.',
    hint: '에이전트가 물을 때 다시 허용하거나, 파일에 규칙을 직접 쓰세요.',
  },
  'storage.full': {
    message: '디스크가 가득 차서 타워가 저장할 수 없습니다.',
    hint: '{path}에 공간을 확보하세요. 잃은 것은 없으며 타워가 스스로 계속합니다.',
  },
  'storage.readOnly': {
    message: '폴더 {path}에 쓸 수 없습니다.',
    hint: '권한을 바꾸거나 다른 폴더로 시작하세요: --data DIR.',
  },
  'storage.corrupt': {
    message: '데이터베이스 {path}이(가) 손상되었습니다. 그대로 두었습니다.',
    hint: '{backups}의 백업을 그 위에 복사하거나 다른 폴더로 시작하세요: --data DIR.',
  },
  'storage.newer': {
    message: '데이터베이스 {path}은(는) 더 새로운 버전의 타워가 만들었습니다({found}, 이 버전은 {known}까지 압니다).',
    hint: '타워를 업데이트하거나 다른 폴더로 시작하세요: --data DIR. 데이터베이스는 그대로 두었습니다.',
  },
  'storage.locked': {
    message: '다른 프로그램이 데이터베이스 {path}을(를) 사용하고 있습니다.',
    hint: '그 프로그램을 닫고 다시 시도하세요.',
  },
  'storage.failed': {
    message: '타워가 저장할 수 없습니다: {reason}.',
    hint: '{path}에 쓸 수 있는지 확인하세요. 타워가 스스로 다시 시도합니다.',
  },
  'export.failed': {
    message: '기록을 {path}에 저장할 수 없습니다.',
    hint: '쓸 수 있고 공간이 남은 폴더를 고르세요.',
  },
  'tower.alreadyRunning': {
    message: '{path}에서 타워가 이미 실행 중입니다(프로세스 {pid}).',
    hint: '그 창을 쓰거나 끝내거나, 다른 폴더로 시작하세요: --data DIR.',
  },
  'tower.stopping': {
    message: '타워가 닫히는 중이라 더 이상 작업을 받지 않습니다.',
    hint: '다시 시작하세요. 대기열은 보존됩니다.',
  },
  'connection.lost': {
    message: '타워와의 연결이 끊어졌습니다.',
    hint: '복구하는 중입니다. 잠시 뒤에 다시 시도하세요.',
  },
};
