/** Ed25519 keys of those who sign a log, and signatures over JSON. Keys are PEM files, as OpenSSL reads them too. */

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { InputError } from '../core/errors.ts';
import { isThere, writeFailure } from '../core/file-errors.ts';
import { canonicalJson } from '../core/ids.ts';
import { readText } from '../core/read-text.ts';

export interface Signed {
  /** SHA-256 of the public key's DER bytes, hex: which key signed. */
  key: string;
  /** Base64. */
  signature: string;
}

export const publicPath = (path: string): string => `${path}.pub`;

/**
 * Makes a key pair: the private key at `path`, readable by its owner alone, the public one at `path.pub`.
 * @throws InputError where one of them is there already.
 */
export function makeKeys(path: string): { key: string } {
  for (const file of [path, publicPath(path)]) {
    if (!isThere(file)) continue;
    throw new InputError(`${file} is there already`, {
      hint: 'Name another file: what a key has signed can be verified only while its public key is kept.',
    });
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  write(path, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 0o600);
  write(publicPath(path), publicKey.export({ type: 'spki', format: 'pem' }) as string, 0o644);
  return { key: fingerprint(publicKey) };
}

function write(path: string, text: string, mode: number): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode });
    chmodSync(path, mode);
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/** @throws InputError where the file holds no Ed25519 key that may sign. */
export function readPrivateKey(path: string): KeyObject {
  return readKey(path, 'private', createPrivateKey);
}

/** @throws InputError where the file holds no Ed25519 key. */
export function readPublicKey(path: string): KeyObject {
  return readKey(path, 'public', createPublicKey);
}

function readKey(path: string, kind: string, read: (text: string) => KeyObject): KeyObject {
  const text = readText(path);
  let key: KeyObject | null = null;
  try {
    key = read(text);
  } catch {
    // Told below, as a key of another kind is.
  }
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new InputError(`${path}: this is no ${kind} Ed25519 key`, {
    hint: 'Keys are made by `fin-r1 audit keys FILE`: FILE signs, FILE.pub verifies.',
  });
}

/** Which key it is: the SHA-256 of its public part. */
export function fingerprint(key: KeyObject): string {
  const shared = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(shared.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

export function signJson(value: object, key: KeyObject): Signed {
  const signature = sign(null, Buffer.from(canonicalJson(value)), key).toString('base64');
  return { key: fingerprint(key), signature };
}

/** Whether `key` has signed this value. */
export function hasSigned(value: object, signature: string, key: KeyObject): boolean {
  return verify(null, Buffer.from(canonicalJson(value)), key, Buffer.from(signature, 'base64'));
}
