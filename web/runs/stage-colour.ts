/** The colour of a model or stage: its own where it has one, else by its place among the others. */

const own = ['base', 'pretrain', 'zero', 'sft', 'grpo'];
const others = ['--accent', '--amber', '--misplaced', '--grpo', '--base'] as const;

/** The name of a CSS variable. */
export function stageColour(stage: string, among: readonly string[]): string {
  return own.includes(stage)
    ? `--${stage}`
    : (others[Math.max(0, among.indexOf(stage)) % others.length] ?? '--accent');
}
