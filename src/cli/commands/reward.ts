/** `fin-r1 reward …`: rewards for training elsewhere. */

import type { Command } from 'commander';
import { rewardServeCommand } from './reward-serve.ts';

export function rewardCommand(program: Command): void {
  const reward = program
    .command('reward')
    .summary('rewards for training elsewhere')
    .description('Rewards for training in other frameworks: verl, OpenRLHF, TRL.');
  rewardServeCommand(reward);
}
