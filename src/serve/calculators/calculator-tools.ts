/** The calculators as tools: for models that are asked here, and for requests to any other API. */

import { calculators } from '../../calculate/index.ts';
import type { ToolDefinition } from '../../models/index.ts';
import { ApiError } from '../api-error.ts';

/** `true`: all of them. @throws ApiError for a name that none has. */
export function calculatorTools(chosen: boolean | readonly string[]): ToolDefinition[] {
  const names = typeof chosen === 'boolean' ? (chosen ? [...calculators.keys()] : []) : new Set(chosen);
  return Array.from(names, (name) => {
    const calculator = calculators.get(name);
    if (calculator !== undefined)
      return {
        name,
        description: calculator.description,
        parameters: calculator.jsonSchema,
        isStrict: false,
      };
    const known = [...calculators.keys()].join(', ');
    throw new ApiError(
      400,
      `calculators: there is no ${JSON.stringify(name.slice(0, 100))}; there are ${known}`,
      { param: 'calculators' },
    );
  });
}

/** As `tools` of OpenAI's API takes it. */
export function openAiTool({ name, description, parameters }: ToolDefinition): object {
  return { type: 'function', function: { name, description, parameters } };
}
