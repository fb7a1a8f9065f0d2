/** What to do with an adapter whose base is no model of the hub (a GGUF file, a folder): there is no name that PEFT could load. */

/** `run`: the name of the run it comes from; null for an adapter of no run. */
export function unnamedBaseText(run: string | null): string {
  const base =
    run === null
      ? 'name the folder of the base'
      : `write the base with \`npx fin-r1 models export run:${run}@base BASE\` and name that folder`;
  return `The field base_model_name_or_path of adapter_config.json is empty, since the base is no model of the hub: ${base} there, or load the adapter over it as the card shows.`;
}
