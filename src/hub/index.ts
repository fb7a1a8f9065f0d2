/** What data sets and models both ask of the hubs: listing, downloading, refusals, and the cache that the hub's tools share. */

export { bytesText } from './bytes-text.ts';
export { CachedRepo, hubCacheFrom, isOffline } from './cache-layout.ts';
export { endpointsFrom, hubTokenFrom, type Endpoints } from './endpoints.ts';
export { pullSnapshot } from './pull-snapshot.ts';
export type { PulledSnapshot, SnapshotEvent, SnapshotOptions } from './pull-snapshot.ts';
export type { RemoteFile } from './remote-file.ts';
