import i18next from 'i18next';

/** US dollars, with more digits where there is little. */
export function formatCost(usd: number): string {
  if (usd === 0) return '$0';
  return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}

/** A count, short: 950, 12.3k, 4.5M. */
export function formatCount(count: number): string {
  if (count < 1000) return String(count);
  if (count < 1_000_000) return `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)}k`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}

/** The units of time, short, as a language writes them after a number. */
const unitsOfTime = {
  en: { second: ' s', minute: ' min', hour: ' h' },
  ko: { second: '초', minute: '분', hour: '시간' },
} as const;

const unitsIn = (language: string) => unitsOfTime[language.startsWith('ko') ? 'ko' : 'en'];

/** A length of time given in milliseconds, short: 0.4 s, 12 s, 3 min 5 s, 2 h 4 min. */
export function formatDuration(milliseconds: number, language = i18next.language): string {
  const { second, minute, hour } = unitsIn(language);
  const exact = milliseconds / 1000;
  if (exact < 9.95) return `${exact.toFixed(1)}${second}`;
  const seconds = Math.round(exact);
  if (seconds < 60) return formatSeconds(seconds, language);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${minute} ${seconds % 60}${second}`;
  return `${Math.floor(minutes / 60)}${hour} ${minutes % 60}${minute}`;
}

/** Whole seconds, below a minute: 5 s. */
export const formatSeconds = (seconds: number, language = i18next.language): string =>
  `${seconds}${unitsIn(language).second}`;

/** A size in bytes, short: 300 B, 12 kB, 3.4 MB, 1.2 GB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** Bytes as a field for megabytes shows them; empty for none. */
export function toMegabytes(bytes: number | null): number | '' {
  return bytes === null ? '' : Math.round(bytes / 1_000_000);
}

/** What stands in a field for megabytes, in bytes. */
export function fromMegabytes(megabytes: number): number {
  return Math.round(megabytes * 1_000_000);
}

/** The last part of a path of any platform; the path itself where it has none. */
export function lastPart(path: string): string {
  return (
    path
      .split(/[\\/]+/)
      .filter(Boolean)
      .at(-1) ?? path
  );
}

/** The path with the home written as `~`. */
export function shortenHome(path: string, home: string | undefined): string {
  if (home === undefined || home === '' || home === '/') return path;
  if (path === home) return '~';
  return path.startsWith(`${home}/`) || path.startsWith(`${home}\\`) ? `~${path.slice(home.length)}` : path;
}
