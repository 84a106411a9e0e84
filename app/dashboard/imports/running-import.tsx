import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import type { ImportJob } from '#contract/import.ts'

const EVERY_MS = 1_500

/** The import goes on by itself. The page asks again: with a script quietly, without one by loading itself anew. */
export function RunningImport({ job }: { job: Pick<ImportJob, 'created' | 'updated' | 'unchanged' | 'dry_run'> }) {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (state !== 'idle') return
    const timer = setTimeout(revalidate, EVERY_MS)
    return () => clearTimeout(timer)
  }, [revalidate, state])
  const done = job.created + job.updated + job.unchanged
  return (
    <div className="notice" role="status">
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <p>
        {job.dry_run ? 'Trying the file' : 'Importing'}: {done} {done === 1 ? 'product' : 'products'} so far. You can
        close this page; it goes on by itself.
      </p>
      <a href="?">See how far it is</a>
    </div>
  )
}
