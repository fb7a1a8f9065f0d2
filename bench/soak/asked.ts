/** One request of the soak, and what its answer has to be. */

export interface Asked {
  kind: string;
  method: 'GET' | 'POST';
  path: string;
  /** '' for none. */
  body: string;
  contentType: string;
  /** What it has to be answered with. */
  status: number;
  isStream: boolean;
  samples: number;
  /** Tokens that each sample may have. */
  most: number;
  /** The answer is JSON when it is whole. */
  isJson: boolean;
  isChecked: boolean;
}

/** What the kinds of request change. */
export const PLAIN: Asked = {
  ...{
    kind: 'plain',
    method: 'POST',
    path: '/v1/chat/completions',
    body: '',
    contentType: 'application/json',
  },
  ...{ status: 200, isStream: false, samples: 1, most: 1, isJson: false, isChecked: false },
};
