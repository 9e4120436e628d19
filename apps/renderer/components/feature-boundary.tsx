import { Component, type ReactNode } from 'react';
import { Button, EmptyState } from '@mantine/core';
import i18next from 'i18next';
import { Bomb } from 'lucide-react';

interface Props {
  readonly children: ReactNode;
  /** What the part shows; when it changes, the part gets another chance. */
  readonly about?: string;
  /** What stands in the place of a part that is too small for words with buttons. */
  readonly fallback?: ReactNode;
}
interface State {
  readonly error: Error | null;
  readonly about: string | undefined;
}

/** Keeps a bug in one part of the window from blanking the rest. */
export class FeatureBoundary extends Component<Props, State> {
  override state: State = { error: null, about: this.props.about };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.about === state.about ? null : { error: null, about: props.about };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    if (this.props.fallback !== undefined) return this.props.fallback;
    return (
      <EmptyState
        role="alert"
        p="xl"
        color="red"
        variant="light"
        flex={1}
        icon={<Bomb size={28} />}
        title={i18next.t('shell.broken')}
        description={i18next.t('shell.brokenHint')}
      >
        <EmptyState.Actions>
          <Button onClick={() => this.setState({ error: null })}>{i18next.t('shell.reloadPart')}</Button>
          <Button variant="default" onClick={() => window.location.reload()}>
            {i18next.t('shell.reloadWindow')}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    );
  }
}
