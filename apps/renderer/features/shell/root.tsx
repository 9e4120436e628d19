import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { AppProvider } from '../../app-context.tsx';
import type { AppModel } from '../../app-model.ts';
import { FeatureBoundary } from '../../components/feature-boundary.tsx';
import { FormulaProvider } from '../../components/formula/formula-view.tsx';
import { HighlighterProvider } from '../../components/highlighted-code.tsx';
import { cssVariables, theme } from '../../theme.ts';
import { Palette } from '../actions/palette.tsx';
import { App } from './app.tsx';

/** Everything that the views need around them. */
export function Root({ model }: { readonly model: AppModel }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <AppProvider model={model}>
        <HighlighterProvider>
          <FormulaProvider>
            <Notifications position="bottom-right" limit={4} />
            <FeatureBoundary>
              <App />
            </FeatureBoundary>
            <FeatureBoundary>
              <Palette />
            </FeatureBoundary>
          </FormulaProvider>
        </HighlighterProvider>
      </AppProvider>
    </MantineProvider>
  );
}
