/** The notifications Worker with all that it asks of D1 counted. */
import notifications from '../workers/notifications/index.ts'
import { answerCounts, counting } from './counted-database.ts'

type Env = Parameters<typeof notifications.queue>[1]

export default {
  fetch: answerCounts,
  queue: (batch, env) => notifications.queue(batch, counting(env, 'notifications')),
} satisfies ExportedHandler<Env>
