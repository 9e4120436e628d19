import {
  ActionIcon,
  Alert,
  Button,
  createTheme,
  type CSSVariablesResolver,
  Menu,
  Modal,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';

/** Dense and calm: one accent colour, small controls, system fonts, which are there before the first paint. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans KR", "Malgun Gothic", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  autoContrast: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    // Mantine's own ground is loud in the dark; a note stays calm in both.
    Alert: Alert.extend({
      vars: (_, { color = 'gray' }) => ({
        root: { '--alert-bg': `color-mix(in srgb, var(--mantine-color-${color}-6) 13%, transparent)` },
      }),
    }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    // One that is taller than the window has its last items below it: it is as tall as there is room, and scrolls.
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        middlewares: { shift: true, flip: true, size: { padding: 8 } },
      },
      styles: { dropdown: { overflowY: 'auto' } },
    }),
    Modal: Modal.extend({
      defaultProps: {
        centered: false,
        yOffset: '6vh',
        overlayProps: { backgroundOpacity: 0.4 },
        attributes: { header: { role: 'none' } },
      },
    }),
    Select: Select.extend({ defaultProps: { size: 'xs', allowDeselect: false } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, fz: 'xs' } }),
  },
});

/** Mantine's own dim grays are too pale to read (under 4.5 to 1 on our grounds). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5c636b', '--mantine-color-placeholder': '#6b727a' },
  dark: { '--mantine-color-dimmed': '#a6abb1', '--mantine-color-placeholder': '#8f959c' },
});
