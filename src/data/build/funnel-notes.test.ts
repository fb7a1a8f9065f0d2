import { expect, it } from 'vitest';
import { funnelNotes } from './funnel-notes.ts';

it.each([
  [{ asked: 9, sft: 4, rl: 4, dropped: 1 }, []],
  [{ asked: 9, sft: 5, rl: 4, dropped: 0 }, []],
  [{ asked: 9, sft: 9, rl: 0, dropped: 0 }, [/^Nothing went to RL and nothing was dropped: .* teacher:a /]],
  [{ asked: 9, sft: 5, rl: 0, dropped: 4 }, [/^The RL set is empty: .* 4 questions without a passing trace/]],
  [{ asked: 9, sft: 0, rl: 9, dropped: 0 }, [/^The SFT set is empty: no trace of teacher:a/]],
  [{ asked: 9, sft: 0, rl: 0, dropped: 9 }, [/^The SFT set/, /^The RL set/]],
  [{ asked: 0, sft: 0, rl: 0, dropped: 0 }, [/^Both sets are empty/]],
])('%j', (counts, notes) => {
  expect(funnelNotes(counts, 'teacher:a')).toEqual(
    notes.map((note) => expect.stringMatching(note) as string),
  );
});
