/** The reward service in a process of its own, for `reward.ts`. Ends with its parent. */

import { createRewardServer, usualWeights } from '../src/serve/index.ts';

const server = createRewardServer({
  ...{ weights: usualWeights, questions: null, keysPath: null, hosts: null },
  ...{ maxBodyBytes: 64 * 2 ** 20, maxOpen: 256, log: () => {} },
});
process.on('disconnect', () => process.exit());
process.send?.(await server.app.listen({ host: '127.0.0.1', port: 0 }));
