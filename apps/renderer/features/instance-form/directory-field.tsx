import { useEffect, useState } from 'react';
import { Autocomplete, Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Folder, FolderGit2, FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/contract/calls.ts';
import { useApp, useCommand } from '../../app-context.tsx';
import classes from './form.module.css';

interface Props {
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}
type Listing = CallOutput<'directory.list'>;

/** A folder's path: typed with completion, or chosen in the host's own dialog where it has one. */
export function DirectoryField({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  const { connection } = useApp();
  const run = useCommand();
  const [asked] = useDebouncedValue(value, 120);
  const [typing, setTyping] = useState(false);
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly listing: Listing } | null>(null);

  useEffect(() => {
    let current = true;
    void connection.command('directory.list', { path: asked === '' ? '~' : asked }).then((result) => {
      if (current && result.ok) setAnswer({ asked, listing: result.value });
    });
    return () => {
      current = false;
    };
  }, [asked, connection]);

  const listing = answer?.listing;
  const missing = answer !== null && answer.asked === value && value.trim() !== '' && !answer.listing.exists;
  const git = new Set(listing?.directories.filter((entry) => entry.isGitRepository).map((entry) => entry.path));
  const typed = value.split(/[\\/]/).at(-1)?.toLowerCase() ?? '';
  const offered = (listing?.directories ?? [])
    .filter((entry) => listing?.exists === true || entry.name.toLowerCase().startsWith(typed))
    .map((entry) => entry.path);

  const browse = async (): Promise<void> => {
    const chosen = await run('host.chooseDirectory', { startIn: listing?.exists === true ? listing.path : null });
    if (chosen.ok && chosen.value.path !== null) onChange(chosen.value.path);
  };

  return (
    <div>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <Autocomplete
          size="xs"
          flex={1}
          label={t('form.folder')}
          placeholder={t('form.folderPlaceholder')}
          value={value}
          onChange={onChange}
          data={[...new Set(offered)]}
          filter={({ options }) => options}
          limit={60}
          maxDropdownHeight={220}
          leftSection={<Folder size={14} />}
          spellCheck={false}
          data-autofocus
          onFocus={() => setTyping(true)}
          onBlur={() => setTyping(false)}
          error={error !== null}
          renderOption={({ option }) => (
            <Group gap={6} wrap="nowrap">
              {git.has(option.value) ? (
                <FolderGit2 size={14} role="img" aria-label={t('form.gitRepository')} />
              ) : (
                <Folder size={14} aria-hidden />
              )}
              <span>{option.value}</span>
            </Group>
          )}
        />
        {connection.kind === 'electron' && (
          <Button variant="default" leftSection={<FolderOpen size={14} />} onClick={() => void browse()}>
            {t('form.browse')}
          </Button>
        )}
      </Group>
      {(error !== null || (missing && !typing)) && (
        <Text size="xs" className={classes.complaint ?? ''} mt={4} role="alert">
          {error ?? t('form.folderMissing')}
        </Text>
      )}
    </div>
  );
}
