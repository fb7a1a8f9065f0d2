/** Settings as lines of name and value: short parts whole, long ones by their parts. */

export interface SettingRow {
  key: string;
  value: string;
}

const SHORT = 70;

export function settingRows(value: unknown, key = ''): SettingRow[] {
  const whole = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const isPlain = typeof value !== 'object' || value === null;
  // A list of small things reads best on one line, settings one below the other.
  if (isPlain || (Array.isArray(value) && whole.length <= SHORT)) return [{ key, value: whole }];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ key, value: whole }];
  if (/\.\d+$/.test(key) && whole.length <= SHORT) return [{ key, value: whole }];
  return entries.flatMap(([name, inner]) => settingRows(inner, key === '' ? name : `${key}.${name}`));
}

/** By the first part of their names, those that have no parts first, under ''. */
export function settingSections(recipe: Readonly<Record<string, unknown>>): [string, SettingRow[]][] {
  const sections = new Map<string, SettingRow[]>();
  const add = (name: string, rows: readonly SettingRow[]): void => {
    if (rows.length > 0) sections.set(name, [...(sections.get(name) ?? []), ...rows]);
  };
  const isGroup = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  for (const [name, value] of Object.entries(recipe)) if (!isGroup(value)) add('', settingRows(value, name));
  for (const [name, value] of Object.entries(recipe)) if (isGroup(value)) add(name, settingRows(value));
  return [...sections];
}
