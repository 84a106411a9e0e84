import type { ImportJob } from './imports.ts'

export declare function buyableText(job: Pick<ImportJob, 'buyable' | 'not_buyable'>): string
