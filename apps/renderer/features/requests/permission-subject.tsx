import type { Request } from '../../../shared/models/request.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { DiffView } from '../../components/diff-view.tsx';
import { diffOfTool } from '../transcript/diff-lines.ts';
import classes from './requests.module.css';

/** What the permission is about: the command, the change, or the input as it is. */
export function PermissionSubject({ request }: { readonly request: Request }) {
  const { input } = request;
  const { command, file_path: file } = input;
  const diff = diffOfTool(input, null);
  if (diff !== null) {
    return (
      <div className={classes.subject}>
        {typeof file === 'string' && <p className={classes.reason}>{file}</p>}
        <DiffView lines={diff} />
      </div>
    );
  }
  return (
    <div className={classes.subject}>
      {typeof command === 'string' ? (
        <CodeBlock code={command} language="bash" />
      ) : (
        <CodeBlock code={JSON.stringify(input, null, 2)} language="json" />
      )}
    </div>
  );
}
