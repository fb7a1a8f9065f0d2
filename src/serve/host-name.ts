/** `localhost:8000`, of a Host header → `localhost`. */
export function hostName(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase();
}
