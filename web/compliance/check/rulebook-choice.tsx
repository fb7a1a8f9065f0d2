/** Which rulebooks a text is held against; none chosen: all of its language. */

import { useResource } from '../../state/resource.ts';
import type { ShownRulebook } from '../shapes.ts';
import { useCompliance } from '../texts.ts';

interface Props {
  chosen: readonly string[];
  onChoose: (names: string[]) => void;
}

export function RulebookChoice({ chosen, onChoose }: Props) {
  const text = useCompliance();
  const { data } = useResource<{ rulebooks: ShownRulebook[] }>('/api/compliance/rules');
  const said = chosen.length === 0 ? text.allRulebooks : text.chosenRulebooks(chosen.length);
  return (
    <details class="rulebook-choice">
      <summary>
        {text.rulebooks}: <b>{said}</b>
      </summary>
      <fieldset>
        <legend class="note">{text.everyRulebook}</legend>
        {(data?.rulebooks ?? []).map(({ name, title, jurisdiction, language }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={({ currentTarget }) =>
                onChoose(currentTarget.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
              }
            />{' '}
            <span lang={language}>{title}</span>{' '}
            <span class="note">
              {text.jurisdictions[jurisdiction] ?? jurisdiction} · {name}
            </span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
