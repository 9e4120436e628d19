import { useTranslation } from 'react-i18next';
import type { Request } from '../../../shared/models/request.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { DiffView } from '../../components/diff-view.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { diffOfTool } from '../transcript/diff-lines.ts';
import classes from './requests.module.css';

/** What the permission is about: the command, the change, or the input as it is. Nothing in it is invisible. */
export function PermissionSubject({ request }: { readonly request: Request }) {
  const { t } = useTranslation();
  const { input } = request;
  const { command, file_path: file } = input;
  const diff = diffOfTool(input, null);
  const path = typeof file === 'string' ? file : '';
  const text = typeof command === 'string' ? command : JSON.stringify(input, null, 2);
  const whole = diff === null ? text : [path, ...diff.map((line) => line.text)].join('\n');
  return (
    <div className={classes.subject}>
      {visibleText(whole) !== whole && (
        <p className={classes.reason} role="note">
          {t('requests.unseen')}
        </p>
      )}
      {diff === null ? (
        <CodeBlock code={text} language={typeof command === 'string' ? 'bash' : 'json'} visible />
      ) : (
        <>
          {path !== '' && <p className={classes.reason}>{visibleText(path)}</p>}
          <DiffView lines={diff.map(({ sign, text: line }) => ({ sign, text: visibleText(line) }))} />
        </>
      )}
    </div>
  );
}
