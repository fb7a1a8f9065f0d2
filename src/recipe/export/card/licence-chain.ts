/**
 * What the licences of the base and of the training data leave of the model: a chain is as free as its narrowest link. This
 * reads names of licences, it gives no legal advice; what no name tells is said to be unknown.
 */

/** A part of the chain: a base model or a data set. */
export interface LicenceLink {
  what: string;
  /** Null: unknown. */
  licence: string | null;
}

export interface LicenceChain {
  links: readonly LicenceLink[];
  /** The hub's identifier for the front matter: a licence, `other`, or `unknown`. */
  hub: string;
  /** `license_name` of the front matter, for `other`. */
  name: string | null;
  /** What follows, a sentence each. */
  consequences: readonly string[];
}

const normal = (licence: string): string =>
  licence
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');

const isUnknown = ({ licence }: LicenceLink): boolean =>
  licence === null || ['unknown', 'other', ''].includes(normal(licence));
const isNonCommercial = (licence: string): boolean => /(^|-)nc(-|$)|non-?commercial/.test(normal(licence));
const isShareAlike = (licence: string): boolean => /(^|-)sa(-|$)|^gpl|^agpl/.test(normal(licence));
const isAttribution = (licence: string): boolean =>
  /^(cc-by|odc-by|mit|apache|bsd|isc)/.test(normal(licence));
/** Of one's own files, and of data that this software makes. */
const isOwn = (licence: string): boolean =>
  ['own', 'cc0-1.0', 'pddl-1.0', 'unlicense'].includes(normal(licence));
const openNames =
  /^(mit|apache-2\.0|bsd-[23]-clause|isc|cc0-1\.0|cc-by-[34]\.0|odc-by(-1\.0)?|pddl(-1\.0)?|cdla-permissive-[12]\.0|unlicense|own)$/;

function listed(links: readonly LicenceLink[]): string {
  return links.map(({ what, licence }) => (licence === null ? what : `${what} (${licence})`)).join(', ');
}

/** `base` null: made from nothing. */
export function licenceChain(base: LicenceLink | null, data: readonly LicenceLink[]): LicenceChain {
  const links = [...(base === null ? [] : [base]), ...data];
  const unknown = links.filter(isUnknown);
  const known = links.filter((link) => !isUnknown(link));
  const having = (test: (licence: string) => boolean): LicenceLink[] =>
    known.filter(({ licence }) => licence !== null && test(licence));
  const [nonCommercial, shareAlike] = [having(isNonCommercial), having(isShareAlike)];
  const special = having(
    (licence) => !openNames.test(normal(licence)) && !isNonCommercial(licence) && !isShareAlike(licence),
  );
  const named = having((licence) => isAttribution(licence) && !isOwn(licence));
  const consequences = [
    ...(unknown.length > 0
      ? [
          `The licence of ${listed(unknown.map(({ what }) => ({ what, licence: null })))} is not known to this software: find it out before the model is passed on or used.`,
        ]
      : []),
    ...(nonCommercial.length > 0 ? [`Not for commercial use, because of ${listed(nonCommercial)}.`] : []),
    ...(shareAlike.length > 0
      ? [
          `${listed(shareAlike)} must be shared alike; whether a model is an adaptation of its training data is not settled.`,
        ]
      : []),
    ...(special.length > 0 ? [`Terms of their own, to be read and passed on: ${listed(special)}.`] : []),
    ...(named.length > 0
      ? [`To be named, with their licence texts where these ask for it: ${listed(named)}.`]
      : []),
    ...(links.length > 0 && isEmpty(unknown, nonCommercial, shareAlike, special)
      ? ['No part of the chain forbids a use.']
      : []),
    ...(links.length === 0 ? ['Nothing of others is in it as far as this software knows.'] : []),
  ];
  if (unknown.length > 0) return { links, hub: 'unknown', name: null, consequences };
  if (nonCommercial.length + shareAlike.length + special.length > 0)
    return { links, hub: 'other', name: 'see-licence-chain', consequences };
  const own = base?.licence ?? null;
  return own === null
    ? { links, hub: 'other', name: 'chosen-by-its-maker', consequences }
    : { links, hub: normal(own), name: null, consequences };
}

function isEmpty(...found: readonly (readonly LicenceLink[])[]): boolean {
  return found.every((links) => links.length === 0);
}
