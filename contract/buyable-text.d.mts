import type { ImportJob } from './import.ts'

export declare function buyableText(job: Pick<ImportJob, 'buyable' | 'not_buyable'>): string
