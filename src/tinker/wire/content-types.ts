/** How bodies of the Tinker API are encoded. */

export const JSON_TYPE = 'application/json';
export const PROTOBUF_TYPE = 'application/x-protobuf';

/** Of a header `Content-Type` or `Accept`. */
export function namesProtobuf(header: string | null | undefined): boolean {
  return header?.toLowerCase().includes(PROTOBUF_TYPE) === true;
}
