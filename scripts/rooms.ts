/**
 * The rooms of fin-r1 and what each may import: the arrows of docs/architecture.md. Imports go only downwards.
 */

const below = [
  'serve',
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
  'hub',
  'core',
];

/** Room → rooms it may import beside itself. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  core: [],
  hub: ['core'],
  calculate: ['core'],
  documents: ['core'],
  verify: ['core'],
  tinker: ['core'],
  autograd: ['core'],
  engine: ['autograd', 'tinker', 'hub', 'core'],
  models: ['engine', 'hub', 'tinker', 'core'],
  data: ['models', 'verify', 'hub', 'core'],
  train: ['tinker', 'data', 'verify', 'core'],
  evaluate: ['models', 'data', 'verify', 'core'],
  inspect: ['evaluate', 'data', 'models', 'verify', 'core'],
  serve: ['inspect', 'data', 'models', 'engine', 'verify', 'calculate', 'documents', 'core'],
  recipe: below.filter((room) => room !== 'serve'),
  cli: ['recipe', ...below],
};
