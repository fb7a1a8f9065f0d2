/**
 * The rooms of fin-r1 and what each may import: the arrows of docs/architecture.md. Imports go only downwards.
 */

const below = [
  'serve',
  'apps/advisory',
  'apps/compliance',
  'inspect',
  'evaluate',
  'train',
  'data',
  'models',
  'engine',
  'autograd',
  'tinker',
  'verify',
  'calculate',
  'documents',
  'audit',
  'hub',
  'core',
];

/** Room → rooms it may import beside itself. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  core: [],
  hub: ['core'],
  calculate: ['core'],
  documents: ['core'],
  audit: ['core'],
  verify: ['core'],
  tinker: ['core'],
  autograd: ['core'],
  engine: ['autograd', 'tinker', 'hub', 'core'],
  models: ['engine', 'hub', 'tinker', 'core'],
  data: ['models', 'verify', 'hub', 'core'],
  train: ['tinker', 'data', 'verify', 'core'],
  evaluate: ['models', 'data', 'verify', 'core'],
  inspect: ['evaluate', 'data', 'models', 'verify', 'core'],
  'apps/compliance': ['models', 'data', 'verify', 'documents', 'audit', 'core'],
  'apps/advisory': ['apps/compliance', 'data', 'models', 'verify', 'documents', 'audit', 'core'],
  serve: [
    'apps/advisory',
    'apps/compliance',
    'audit',
    'inspect',
    'data',
    'models',
    'engine',
    'tinker',
    'verify',
    'calculate',
    'documents',
    'core',
  ],
  recipe: below.filter((room) => room !== 'serve' && !room.startsWith('apps/')),
  cli: ['recipe', ...below],
};
