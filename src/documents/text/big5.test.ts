import { expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

it('reads Big5 that makes no sense as GB18030, and leaves accents of western text alone', () => {
  // 本基金保證獲利，零風險，請立即申購。
  const chinese = Buffer.from(
    'a5bbb0f2aaf7ab4fc3d2c0f2a751a141b973adb7c049a141bdd0a5dfa759a5d3c1caa143',
    'hex',
  );
  expect(decodeText(chinese)).toEqual({
    text: '本基金保證獲利，零風險，請立即申購。',
    note: 'The file is not UTF-8; it was read as Big5.',
  });
  expect(decodeText(Buffer.from('Intérêt garanti, été comme hiver', 'latin1')).text).toContain('Intérêt');
});
