/** What has happened in a run, counted: a simulation in which nothing goes wrong proves nothing. */
export class Coverage {
  readonly counts: Record<string, number> = {}

  add(what: string, times = 1): void {
    if (times > 0) this.counts[what] = (this.counts[what] ?? 0) + times
  }

  addAll(counts: Record<string, number>): void {
    for (const [what, times] of Object.entries(counts)) this.add(what, times)
  }
}
